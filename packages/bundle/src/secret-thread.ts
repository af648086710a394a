// Runs in a thread of its own; `SearchThread` is the other side.
import { parentPort } from 'node:worker_threads';
import type { ThreadAnswer, ThreadRequest } from './search-thread.ts';
import { SecretScanner } from './secrets.ts';

const scanner = new SecretScanner();
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: ThreadRequest) => {
  last = last.then(() => answer(request));
});

async function answer(request: ThreadRequest): Promise<void> {
  if (typeof request === 'string') scanner.begin(request);
  else if (request !== null) {
    await scanner.push(request);
    tell(request.length);
  } else tell(await scanner.end());
}

function tell(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}
