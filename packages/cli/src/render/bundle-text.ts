import type { Writable } from 'node:stream';
import type { BundleManifest, BundlePlan } from '@planqk-service/bundle';
import { styleFor } from './style.ts';
import { formatBytes } from './units.ts';

const shownLargest = 3;

/** Every file with its size and the rule that keeps or drops it, and a line that sums them up. */
export function bundleList(plan: BundlePlan, stream: Writable): string {
  const style = styleFor(stream);
  const rows = [
    ...plan.files.map(({ path, size, rule }) => ({ mark: style('green', '+'), path, size, rule })),
    ...plan.dropped.map(({ path, size, files, rule }) => ({
      mark: style('dim', '-'),
      path: files === 1 ? path : `${path} (${files} files)`,
      size,
      rule,
    })),
  ];
  const width = Math.max(0, ...rows.map(({ path }) => path.length));
  const lines = rows.map(({ mark, path, size, rule }) => {
    return `${mark} ${path.padEnd(Math.min(width, 60))}  ${formatBytes(size).padStart(8)}  ${style('dim', rule)}\n`;
  });
  return `${lines.join('')}\n${totals(plan)}\n`;
}

/** What was written, for people. */
export function bundleSummary(plan: BundlePlan, manifest: BundleManifest, stream: Writable): string {
  const style = styleFor(stream);
  const { bundle, image } = manifest;
  const largest = plan.files.toSorted((a, b) => b.size - a.size).slice(0, shownLargest);
  const lines = [
    `${style('green', '✔')} ${totals(plan)} The zip has ${formatBytes(bundle.size)}.`,
    `  Largest: ${largest.map(({ path, size }) => `${path} (${formatBytes(size)})`).join(', ')}`,
    `  SHA-256: ${bundle.sha256}`,
    image === undefined
      ? `  ${style('dim', 'Not verified: --verify builds the image from the zip and runs the sample.')}`
      : `  Verified: the image built from the zip answers the sample (${image.id.slice(0, 19)}).`,
  ];
  return `${lines.join('\n')}\n`;
}

function totals({ files, size, dropped, limits }: BundlePlan): string {
  const left = dropped.reduce((sum, entry) => sum + entry.files, 0);
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  return `${count} of ${formatBytes(size)} go in, ${left} stay out (limits: ${limits.maxFiles} files, ${formatBytes(limits.maxBytes)}).`;
}
