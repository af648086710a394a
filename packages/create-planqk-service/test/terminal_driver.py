"""Runs a command on a pseudo terminal: terminal_driver.py '[["wait for", "send"], ...]' command ...

Sends each text once the other has appeared. Prints everything the command wrote; ends with its exit code.
"""
import fcntl, json, os, pty, select, struct, sys, termios, time

steps = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    # A new terminal has no columns, in which no text can be wrapped.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 120, 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
written, mark, deadline = b'', 0, time.time() + 20
while time.time() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        written += chunk
    if steps and steps[0][0].encode() in written[mark:]:
        mark = len(written)
        os.write(terminal, steps.pop(0)[1].encode())
else:
    os.kill(pid, 9)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(written)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
