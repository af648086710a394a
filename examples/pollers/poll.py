#!/usr/bin/env python3
"""Calls a PlanQK service, waits for its result, and survives what networks, gateways and servers do meanwhile.

    python3 poll.py http://127.0.0.1:8081 '{"data": {"n": 3}, "params": {}}' > result.json

TOKEN_COMMAND in the environment is a command that prints a bearer token; it is run again whenever a token is refused.
Needs Python 3.9 and nothing else. Ends with 0 and the result, 1 the job failed, 2 nobody knows whether there is a job,
3 given up (the id is on stderr, the job goes on).
"""

import http.client
import itertools
import json
import os
import random
import subprocess
import sys
import time
import urllib.error
import urllib.request

BASE = sys.argv[1].rstrip("/")
GIVE_UP_AFTER = 600  # seconds
STARTED = time.monotonic()
NOT_NOW = {408, 425, 429, 503}  # the server says that it has not looked at the request


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """urllib would send the token along to wherever a redirect leads."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def new_token():
    command = os.environ.get("TOKEN_COMMAND")
    return command and subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout.strip()


def leave(code, message):
    print(message, file=sys.stderr)
    sys.exit(code)


def send(method, path, body=None):
    """One request: (status, headers, bytes), or None when no whole answer came."""
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(BASE + path, body, headers, method=method)
    try:
        with OPENER.open(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()
    except urllib.error.URLError as error:
        if method == "POST" and isinstance(error.reason, ConnectionRefusedError):
            leave(3, f"Nobody listens at {BASE}.")
        return None
    except (OSError, http.client.HTTPException):
        return None


def pause(attempt, headers):
    """0.25 s, growing by half up to 5 s, 20 % more or less, and never less than the server asks for."""
    seconds = min(5, 0.25 * 1.5 ** min(attempt, 20)) * random.uniform(0.8, 1.2)
    asked = headers.get("Retry-After", "") if headers else ""
    seconds = max(seconds, int(asked) if asked.isdigit() else 0)
    if time.monotonic() - STARTED + seconds > GIVE_UP_AFTER:
        leave(3, "This has taken too long.")
    time.sleep(seconds)


def ask(method, path, body=None):
    """Asks until there is an answer: (status, bytes). A POST that may have arrived is never repeated."""
    global token
    refusals = 0
    for attempt in itertools.count():
        status, headers, content = send(method, path, body) or (None, None, b"")
        if status == 401 and refusals < 2:
            refusals += 1
            token = new_token()
            continue
        if status is not None and status < 500 and status not in NOT_NOW:
            return status, content
        if method == "POST" and status not in NOT_NOW:
            leave(2, f"The job may be running ({status or 'no answer'}): look at the server before you call again.")
        pause(attempt, headers)


token = new_token()
status, content = ask("POST", "/", sys.argv[2].encode())
if status != 201:
    leave(1, f"The job was not accepted ({status}): {content.decode(errors='replace')}")
job = json.loads(content)["id"]
print(f"job {job}", file=sys.stderr)

state = None
attempt = 0
while state not in ("SUCCEEDED", "FAILED", "CANCELLED"):
    pause(attempt, None)
    attempt += 1
    status, content = ask("GET", f"/{job}")
    if status != 200:
        leave(3, f"Job {job} cannot be asked for ({status}): {content.decode(errors='replace')}")
    # UNKNOWN is no end: the server has lost sight of the job for a while.
    if state != (state := json.loads(content)["status"]):
        print(state, file=sys.stderr)
        attempt = 0
if state == "CANCELLED":
    leave(1, "The job was cancelled.")

# A result may come a little later than the end of the job.
for attempt in range(8):
    status, content = ask("GET", f"/{job}/result")
    if status != 404:
        break
    pause(attempt, None)
if status != 200:
    leave(1, f"Job {job} has no result ({status}).")
if state == "FAILED":
    leave(1, f"The service says: {content.decode(errors='replace')}")
# As it came: json.loads and json.dumps would change 1e400 and duplicate keys.
sys.stdout.buffer.write(content)
