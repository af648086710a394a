/** A field of the interim results that holds numbers: `values[i]` belongs to result `i`, null where it has none. */
export interface Series {
  readonly path: string;
  readonly values: readonly (number | null)[];
}

/** From an array of numbers, no more than this many become fields of their own. */
const longestVector = 16;
const mostFields = 200;

/** Names that usually count steps: good for the x axis, dull as a line. */
const stepName = /(^|[._])(step|steps|iter|iteration|iterations|epoch|index|nfev|evaluations?|completedshots|time|t)$/i;

/** What interim results hold in numbers. Grows in place: reading all of them again for each new one would not do. */
export interface SeriesReader {
  /** Every field that holds a number somewhere, in the order of appearance. */
  readonly series: readonly Series[];
  /** @param text JSON; a result that is a number itself is the field `value` */
  add(text: string): void;
}

export function createSeriesReader(): SeriesReader {
  const found = new Map<string, (number | null)[]>();
  const series: Series[] = [];
  let length = 0;
  return {
    series,
    add(text) {
      for (const [path, value] of numbersOf(JSON.parse(text))) {
        let values = found.get(path);
        if (values === undefined) {
          if (found.size === mostFields) continue;
          values = new Array<number | null>(length).fill(null);
          found.set(path, values);
          series.push({ path, values });
        }
        values[length] = value;
      }
      length += 1;
      for (const values of found.values()) if (values.length < length) values.push(null);
    },
  };
}

function* numbersOf(value: unknown, path = ''): Generator<[string, number]> {
  if (typeof value === 'number') yield [path || 'value', value];
  else if (Array.isArray(value)) {
    for (const [index, item] of value.slice(0, longestVector).entries()) yield* numbersOf(item, `${path}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* numbersOf(item, path === '' ? key : `${path}.${key}`);
  }
}

/** What is drawn before somebody chooses. `x` undefined stands for the number of the result. */
export interface Choice {
  readonly x: string | undefined;
  readonly y: readonly string[];
}

export function defaultChoice(series: readonly Series[]): Choice {
  const steps = series.filter(({ path, values }) => stepName.test(path) && increases(values));
  const rest = series.filter((one) => !steps.includes(one));
  const plain = rest.filter(({ path }) => !path.includes('['));
  const shallow = (plain.length > 0 ? plain : rest).toSorted((a, b) => depthOf(a.path) - depthOf(b.path));
  const top = shallow[0];
  const chosen =
    top === undefined ? steps.slice(0, 1) : shallow.filter(({ path }) => depthOf(path) === depthOf(top.path));
  const x = top === undefined ? undefined : steps[0]?.path;
  return { x, y: chosen.slice(0, depthOf(top?.path ?? '') === 0 ? 2 : 8).map(({ path }) => path) };
}

function depthOf(path: string): number {
  return path.split(/[.[]/).length - 1;
}

function increases(values: readonly (number | null)[]): boolean {
  const present = values.filter((value) => value !== null);
  return present.every((value, index) => index === 0 || value > (present[index - 1] as number));
}

/**
 * The columns of a plot, sorted by x: a plot needs rising x values. Results without an x are left out.
 */
export function columns(series: readonly Series[], choice: Choice, length: number): (number | null)[][] {
  const byPath = new Map(series.map((one) => [one.path, one.values]));
  const x = choice.x === undefined ? undefined : byPath.get(choice.x);
  const places = Array.from({ length }, (_, index) => ({ index, x: x === undefined ? index + 1 : x[index] }))
    .filter((place) => typeof place.x === 'number')
    .toSorted((a, b) => Number(a.x) - Number(b.x));
  const ys = choice.y.map((path) => places.map(({ index }) => byPath.get(path)?.[index] ?? null));
  return [places.map((place) => place.x as number), ...ys];
}
