import type { Client } from '../api/client.ts';

/**
 * Saves an answer of the server as a file. Without a token the browser does it itself, straight to the disk; with one
 * the answer passes through memory, because a link cannot carry a header.
 */
export async function download(client: Client, path: string, name: string, hasToken: boolean): Promise<void> {
  if (!hasToken) return follow(path, name);
  const response = await client.request(path);
  const url = URL.createObjectURL(await response.blob());
  follow(url, name);
  // The browser may begin to read after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function follow(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}
