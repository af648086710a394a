/**
 * A function that has `action` done soon: at once, but never twice at the same time, and with a pause after each. Calls
 * in between come to one more at the end. The pause is at least `pauseMs`, and nine times what the action took: a
 * server whose answers are large is asked less often. Failures are the next call's business.
 */
export function createThrottle(action: () => Promise<void>, pauseMs: number): () => void {
  let busy = false;
  let again = false;
  const run = async () => {
    busy = true;
    again = false;
    const begun = performance.now();
    await action().catch(() => {});
    const pause = Math.max(pauseMs, (performance.now() - begun) * 9);
    setTimeout(() => {
      busy = false;
      if (again) void run();
    }, pause);
  };
  return () => {
    if (busy) again = true;
    else void run();
  };
}
