/** What is wrong with a text that should be JSON; `offset` counts UTF-16 code units from its start. */
export interface JsonFault {
  readonly offset: number;
  readonly reason: string;
}

/** What other languages write where JSON has its own word or none at all. */
const foreignWords: Readonly<Record<string, string>> = {
  NaN: 'NaN is not a JSON value.',
  nan: 'nan is not a JSON value.',
  Infinity: 'Infinity is not a JSON value.',
  inf: 'inf is not a JSON value.',
  undefined: 'undefined is not a JSON value.',
  None: 'None is not a JSON value; JSON writes null.',
  True: 'True is not a JSON value; JSON writes true.',
  False: 'False is not a JSON value; JSON writes false.',
};
/** A word longer than this is not repeated in full in a message. */
const longestWord = 32;
const simpleEscapes = '"\\/bfnrt';

/** Why the text at `at` can stand nowhere in JSON, or undefined when it could. */
export function strangerAt(text: string, at: number): string | undefined {
  if (text[at] === "'") return 'strings and names stand in double quotes, not in single quotes.';
  if (text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) return 'comments are not JSON.';
  if (text[at] === '+') return 'a number must not begin with "+".';
  if (text[at] === '.') return 'a number must not begin with ".".';
  const word = wordAt(text, at);
  if (Object.hasOwn(foreignWords, word)) return foreignWords[word];
  if (/^[A-Za-z_]/.test(word) && !['true', 'false', 'null'].includes(word)) return `"${word}" is not a JSON value.`;
  return undefined;
}

/** Where the string that opens at `from` has come to its end, or its first fault. */
export function readString(text: string, from: number): number | JsonFault {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20)
      return { offset: at, reason: `${controlName(code)} inside a string must be written as an escape.` };
    if (code === 0x5c) {
      const escaped = text[at + 1] ?? '';
      if (escaped === 'u' && /^[0-9a-fA-F]{4}/.test(text.slice(at + 2, at + 6))) at += 5;
      else if (escaped !== '' && simpleEscapes.includes(escaped)) at += 1;
      else return { offset: at, reason: 'this escape does not exist in JSON.' };
    }
  }
  return { offset: from, reason: 'this string has no closing quote.' };
}

/** Where the number that begins at `from` has come to its end, or its first fault. */
export function readNumber(text: string, from: number): number | JsonFault {
  let at = text[from] === '-' ? from + 1 : from;
  if (text.startsWith('Infinity', at)) return { offset: from, reason: '-Infinity is not a JSON value.' };
  if (!isDigit(text[at])) return { offset: at, reason: 'a digit is missing here.' };
  if (text[at] === '0' && isDigit(text[at + 1])) return { offset: at, reason: 'a number must not begin with a zero.' };
  at = skipDigits(text, at);
  if (text[at] === '.') {
    if (!isDigit(text[at + 1])) return { offset: at + 1, reason: 'a digit is missing behind the decimal point.' };
    at = skipDigits(text, at + 1);
  }
  if (text[at] === 'e' || text[at] === 'E') {
    const digits = text[at + 1] === '+' || text[at + 1] === '-' ? at + 2 : at + 1;
    if (!isDigit(text[digits])) return { offset: digits, reason: 'a digit is missing in the exponent.' };
    at = skipDigits(text, digits);
  }
  return at;
}

/** The run of letters, digits and underscores at `from`, cut when it is long. */
function wordAt(text: string, from: number): string {
  return /^\w*/.exec(text.slice(from, from + longestWord))?.[0] ?? '';
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text[at])) at += 1;
  return at;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

function controlName(code: number): string {
  if (code === 0x0a || code === 0x0d) return 'a line break';
  return code === 0x09 ? 'a tab' : `the control character ${code}`;
}
