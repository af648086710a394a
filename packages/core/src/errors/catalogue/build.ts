import { entry } from './entry.ts';

export const buildErrors = {
  BUILD_FAILED: entry(
    4,
    (d: { step: string; line?: number | undefined; reason: string; logTail: readonly string[] }) =>
      `The image could not be built: ${d.reason}${d.step === '' ? '' : `\n  Dockerfile${d.line === undefined ? '' : `:${d.line}`}: ${d.step}`}${d.logTail.map((line) => `\n    ${line}`).join('')}`,
    () => 'Correct the step named above and build again; --no-cache repeats every step.',
  ),
  BASE_IMAGE_UNAVAILABLE: entry(
    4,
    (d: { image: string; reason: string }) =>
      `The base image ${d.image} is neither on this engine nor can it be pulled: ${d.reason}`,
    () => 'Check the name and version in FROM, your network and your registry login, or load the image by hand.',
  ),
};
