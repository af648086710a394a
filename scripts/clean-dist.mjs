// Empties dist/ of the package in the current folder: tsc never removes what a renamed source has left, and it would be published.
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
