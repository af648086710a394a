/** Milliseconds after which one look at one text is given up. No pattern that works needs a thousandth of it. */
const longestLook = 1000;
/** Milliseconds after which a comparison is given up where no pattern is to blame. */
const longestComparison = 60_000;

/** A comparison that would not end. */
export class TooSlow extends Error {
  /** The pattern that is to blame; undefined where it is none. */
  readonly pattern: string | undefined;

  constructor(pattern: string | undefined) {
    super('It takes too long');
    this.pattern = pattern;
  }
}

/** The end of a sentence that says what cannot be compared. */
export function whySlow(pattern: string | undefined): string {
  return pattern === undefined ? ': that takes longer than a minute' : `: its pattern ${pattern} takes too long on it`;
}

/** What a pattern throws that may take long, where nobody has set a time. Pass it on. */
export class NeedsTime extends Error {}

/** Undefined where it did not end in time. */
type Attempt = <R>(run: () => R, timeout: number) => { readonly value: R } | undefined;

/** Made once: it takes longer than most comparisons, of which there may be thousands. */
let timer: Promise<Attempt> | undefined;
let isTimed = false;
let looking: (() => boolean) | undefined;
let lookingFor = '';

/**
 * A regular expression of an author, for use inside of {@link withinTime}. Some take longer than anybody lives on a text
 * of forty letters, such as `^(a+)+$`; nothing that is known of a pattern tells this for certain.
 *
 * @throws SyntaxError for what is no regular expression
 */
export function timedPattern(source: string): { test(text: string): boolean; toString(): string } {
  const pattern = new RegExp(source, 'u');
  // What leaves no choice reads a text at most once from each of its letters.
  if (!/[*+?{|]/.test(source)) return pattern;
  return {
    test(text) {
      if (!isTimed) throw new NeedsTime();
      looking = () => pattern.test(text);
      lookingFor = source;
      const fits = pattern.test(text);
      looking = undefined;
      return fits;
    },
    toString: () => String(pattern),
  };
}

/**
 * Does something that may use patterns of an author, and gives it up where it would not end. Setting a time takes a
 * tenth of a millisecond and more, so that it is set only for patterns that may need it; `compare` is then called anew.
 *
 * @param compare may be called several times, and be ended at any place
 * @throws TooSlow, and what `compare` throws
 */
export async function withinTime<T>(compare: () => T): Promise<T> {
  try {
    return compare();
  } catch (error) {
    if (!(error instanceof NeedsTime)) throw error;
  }
  timer ??= import('node:vm').then(makeTimer);
  const attempt = await timer;
  // A large sample may take this long with patterns that are quick: one that is not does so on a single text.
  for (const timeout of [longestLook, longestComparison]) {
    const done = attempt(compare, timeout);
    if (done !== undefined) return done.value;
    const [look, pattern] = [looking, lookingFor];
    if (look !== undefined && attempt(look, longestLook) === undefined) throw new TooSlow(pattern);
  }
  throw new TooSlow(undefined);
}

function makeTimer({ createContext, Script }: typeof import('node:vm')): Attempt {
  const script = new Script('run()');
  const context: { run?: () => unknown } = {};
  createContext(context);
  return <R>(run: () => R, timeout: number) => {
    looking = undefined;
    isTimed = true;
    context.run = run;
    try {
      // The engine ends what it was asked for, regular expressions included, wherever the function comes from.
      return { value: script.runInContext(context, { timeout }) as R };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    } finally {
      isTimed = false;
      delete context.run;
    }
  };
}
