import { ServiceError } from '@planqk-service/core/errors';
import { onOneLine } from './on-one-line.ts';

/** What a starter may weigh. Far above every real one, far below what harms a machine. Our decision. */
export const starterLimits = {
  /** Entries of an archive, or files and folders of a template. */
  entries: 2_000,
  /** Bytes of all files together. */
  bytes: 20_000_000,
  /** Bytes of starter.json and of package.json. */
  manifestBytes: 256_000,
  /** Bytes of one file that is rendered. */
  templateBytes: 1_000_000,
  /** Double braces in one file that is rendered. */
  tags: 500,
  /** Segments of a path. */
  depth: 32,
} as const;

/** Counts what is read of a starter, and ends it where a limit is passed. */
export interface Meter {
  /** @throws ServiceError `STARTER_TOO_LARGE` */
  readonly add: (path: string, bytes: number) => void;
}

export function createMeter(starter: string): Meter {
  let entries = 0;
  let bytes = 0;
  const tooLarge = (what: string, limit: number, unit: string): ServiceError =>
    new ServiceError('STARTER_TOO_LARGE', { starter, what, limit: `${grouped(limit)}${unit}` });
  return {
    add: (path, size) => {
      entries += 1;
      bytes += size;
      if (entries > starterLimits.entries)
        throw tooLarge(
          `it has more than ${grouped(starterLimits.entries)} files and folders`,
          starterLimits.entries,
          '',
        );
      if (bytes > starterLimits.bytes)
        throw tooLarge(
          `with ${onOneLine(path, 80)} its files have ${grouped(bytes)} bytes or more`,
          starterLimits.bytes,
          ' bytes',
        );
      const depth = path.split('/').length;
      if (depth > starterLimits.depth)
        throw tooLarge(`${onOneLine(path, 80)} lies ${depth} folders deep`, starterLimits.depth, ' folders');
    },
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
