import type { Parsed } from './question.ts';

/** The numbers `min`, `min + step`, … up to `max`. */
interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Reads a decimal number of the given range; exponents, signs and blanks in the middle are not accepted. */
export function stepped(text: string, { min, max, step }: Range): Parsed<number> {
  const value = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  // All steps in use are powers of two, so that the remainder is exact.
  if (value >= min && value <= max && value % step === 0) return { ok: true, value };
  const kind = step === 1 ? 'a whole number' : `a number in steps of ${step}`;
  return { ok: false, reason: `it must be ${kind} from ${min} to ${max}.` };
}
