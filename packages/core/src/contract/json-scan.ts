/** Deeper nesting is left to the native parser. */
const deepest = 64;
/** Of each open bracket whether it is an object's. One for all scans: a scan is never interrupted by another. */
const isObjectAt: Uint8Array = new Uint8Array(deepest + 1);

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const words: readonly Buffer[] = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/**
 * Whether the bytes from `from` to `to` are surely JSON if they are UTF-8, without blanks behind it. False means "ask
 * the native parser", which also knows why, and how to go on in deep nesting. Quicker than `JSON.parse`, because it
 * makes no values.
 */
export function isPlainJson(bytes: Uint8Array, from: number, to: number): boolean {
  let depth = 0;
  let at = from;
  for (;;) {
    // Here a value is expected.
    at = blanksEnd(bytes, at, to);
    const first = at < to ? (bytes[at] as number) : 0;
    if (first === 0x7b || first === 0x5b) {
      const isObject = first === 0x7b;
      at = blanksEnd(bytes, at + 1, to);
      if (at >= to) return false;
      if (bytes[at] !== first + 2) {
        if (depth === deepest) return false;
        depth += 1;
        isObjectAt[depth] = isObject ? 1 : 0;
        if (isObject) at = keyEnd(bytes, at, to);
        if (at === -1) return false;
        continue;
      }
      at += 1;
    } else {
      at = first === quote ? stringEnd(bytes, at, to) : scalarEnd(bytes, at, to, first);
      if (at === -1) return false;
    }
    // Here a value has ended: close what ends with it, then go on behind a comma.
    for (;;) {
      if (depth === 0) return at === to;
      at = blanksEnd(bytes, at, to);
      if (at >= to) return false;
      const next = bytes[at] as number;
      at += 1;
      if (next === comma) break;
      if (next !== (isObjectAt[depth] === 1 ? 0x7d : 0x5d)) return false;
      depth -= 1;
    }
    if (isObjectAt[depth] === 1) at = keyEnd(bytes, blanksEnd(bytes, at, to), to);
    if (at === -1) return false;
  }
}

function blanksEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09)) at += 1;
  return at;
}

/** Behind a key and its colon, or -1. */
function keyEnd(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to || bytes[from] !== quote) return -1;
  let at = stringEnd(bytes, from, to);
  if (at === -1) return -1;
  at = blanksEnd(bytes, at, to);
  return at < to && bytes[at] === 0x3a ? at + 1 : -1;
}

function stringEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from + 1; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte === quote) return at + 1;
    if (byte === backslash) {
      at = escapeEnd(bytes, at + 1, to) - 1;
      if (at < 0) return -1;
    } else if (byte < 0x20) return -1;
  }
  return -1;
}

/** Behind an escape whose backslash stands in front of `from`, or -1. */
function escapeEnd(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to) return -1;
  if (bytes[from] !== 0x75) return isSimpleEscape(bytes[from] as number) ? from + 1 : -1;
  if (from + 4 >= to) return -1;
  for (let at = from + 1; at <= from + 4; at += 1) if (!isHexDigit(bytes[at] as number)) return -1;
  return from + 5;
}

/** `"`, `/`, `\`, `b`, `f`, `n`, `r`, `t`. */
function isSimpleEscape(byte: number): boolean {
  return (
    byte === quote ||
    byte === 0x2f ||
    byte === backslash ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  );
}

function scalarEnd(bytes: Uint8Array, from: number, to: number, first: number): number {
  if (first === 0x2d || isDigit(first)) return numberEnd(bytes, from, to);
  for (const word of words) {
    if (first !== word[0]) continue;
    for (let index = 1; index < word.length; index += 1) {
      if (from + index >= to || bytes[from + index] !== word[index]) return -1;
    }
    return from + word.length;
  }
  return -1;
}

function numberEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = bytes[from] === 0x2d ? from + 1 : from;
  const whole = at;
  at = digitsEnd(bytes, at, to);
  if (at === whole || (bytes[whole] === 0x30 && at > whole + 1)) return -1;
  if (at < to && bytes[at] === 0x2e) {
    const fraction = at + 1;
    at = digitsEnd(bytes, fraction, to);
    if (at === fraction) return -1;
  }
  if (at < to && (bytes[at] === 0x65 || bytes[at] === 0x45)) {
    const sign = at + 1;
    const exponent = sign < to && (bytes[sign] === 0x2b || bytes[sign] === 0x2d) ? sign + 1 : sign;
    at = digitsEnd(bytes, exponent, to);
    if (at === exponent) return -1;
  }
  return at;
}

function digitsEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isDigit(bytes[at] as number)) at += 1;
  return at;
}

function isHexDigit(byte: number): boolean {
  const letter = byte | 0x20;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
