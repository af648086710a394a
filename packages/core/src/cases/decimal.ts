/** Digits further apart than this are not subtracted one by one: 1e999999999 is a JSON number as well. */
const widestSpan = 2_000n;

/** A number of JSON: `digits` times ten to the power of `exponent`. Zero has no digits. */
interface Decimal {
  readonly negative: boolean;
  /** Without zeros at both ends. */
  readonly digits: string;
  readonly exponent: bigint;
}

/** Whether two numbers of JSON have the same value: 1, 1.0 and 10e-1 do, 9007199254740993 and 9007199254740992 do not. */
export function areEqual(a: string, b: string): boolean {
  const [x, y] = [parse(a), parse(b)];
  return x.digits === y.digits && (x.digits === '' || (x.negative === y.negative && x.exponent === y.exponent));
}

/** Whether a number of JSON is whole, however it is written. */
export function isWhole(text: string): boolean {
  const { digits, exponent } = parse(text);
  return digits === '' || exponent >= 0n;
}

/**
 * How far two numbers of JSON are apart. Subtracted exactly, so that digits beyond double precision count, and 0.15 is no
 * more than 0.05 away from 0.1.
 */
export function distance(a: string, b: string): number {
  const [x, y] = [parse(a), parse(b)];
  if (x.digits === '') return Math.abs(Number(b));
  if (y.digits === '') return Math.abs(Number(a));
  const gap = x.exponent - y.exponent;
  if (gap > widestSpan || gap < -widestSpan) return Math.abs(Number(a) - Number(b));
  const difference = gap > 0n ? scaled(x, gap) - scaled(y, 0n) : scaled(x, 0n) - scaled(y, -gap);
  return Math.abs(Number(`${difference}e${gap > 0n ? y.exponent : x.exponent}`));
}

function scaled({ negative, digits }: Decimal, shift: bigint): bigint {
  const value = BigInt(digits) * 10n ** shift;
  return negative ? -value : value;
}

function parse(text: string): Decimal {
  const [, sign, whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]\+?(-?\d+))?$/.exec(text) ?? [];
  const all = `${whole}${fraction}`.replace(/^0+/, '');
  let end = all.length;
  while (all[end - 1] === '0') end -= 1;
  const digits = all.slice(0, end);
  const exponent = BigInt(power) - BigInt(fraction.length) + BigInt(all.length - digits.length);
  return { negative: sign === '-', digits, exponent };
}
