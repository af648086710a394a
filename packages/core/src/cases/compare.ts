import type { JsonText } from '../contract/json-text.ts';
import { pathText } from '../spec/explain-mismatch.ts';
import { type CompareRule, type JsonType, type NumberRule, ruleFinder, type Steps } from './compare-rule.ts';
import { explainCounts } from './counts.ts';
import { areEqual, distance, isWhole } from './decimal.ts';
import { isRawObject, RawNumber, type RawObject, type RawValue, rawValue, writeRaw } from './raw-value.ts';

/** More than these are not read anyway. */
const mostDifferences = 20;
const longestValue = 80;
const defaultRelative = 1e-9;

/**
 * Holds a JSON text against the one that is expected. Numbers are compared by their exact value, whatever their
 * spelling; the order of keys does not matter, that of items does.
 *
 * @param name how messages name the whole value, such as `result`
 * @param rules what may differ; what no rule is for has to be equal
 * @returns one sentence for each difference, with its path and its values; at most 20
 */
export function compareJson(
  expected: JsonText,
  actual: JsonText,
  name: string,
  rules: readonly CompareRule[] = [],
): string[] {
  try {
    const comparison = new Comparison(name, rules);
    comparison.compare(rawValue(expected), rawValue(actual), [], { path: '', as: 'exact' });
    return comparison.differences;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return expected.text.trim() === actual.text.trim() ? [] : [`\`${name}\` is nested too deeply to be compared.`];
  }
}

class Comparison {
  readonly differences: string[] = [];
  readonly #name: string;
  readonly #ruleFor: ReturnType<typeof ruleFinder>;

  constructor(name: string, rules: readonly CompareRule[]) {
    this.#name = name;
    this.#ruleFor = ruleFinder(rules);
  }

  /** Undefined is what is not there. */
  compare(expected: RawValue | undefined, actual: RawValue | undefined, steps: Steps, inherited: CompareRule): void {
    if (this.differences.length >= mostDifferences) return;
    const rule = this.#ruleFor(steps) ?? inherited;
    if (rule.as === 'ignore') return;
    if (expected === undefined || actual === undefined) this.#addPresence(expected, actual, steps);
    else if (rule.as === 'type') this.#compareType(expected, actual, steps, rule.types);
    else if (rule.as === 'counts') this.#addIf(explainCounts(expected, actual, rule), steps);
    else if (Array.isArray(expected) && Array.isArray(actual)) this.#compareItems(expected, actual, steps, rule);
    else if (isRawObject(expected) && isRawObject(actual)) this.#compareFields(expected, actual, steps, rule);
    else if (expected instanceof RawNumber && actual instanceof RawNumber)
      this.#addIf(explainNumbers(expected.text, actual.text, rule), steps);
    else if (expected !== actual) this.#add(steps, `is ${short(actual)}, expected ${short(expected)}`);
  }

  #compareFields(expected: RawObject, actual: RawObject, steps: Steps, rule: CompareRule): void {
    const of = (object: RawObject, key: string) => (Object.hasOwn(object, key) ? object[key] : undefined);
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)]))
      this.compare(of(expected, key), of(actual, key), [...steps, key], rule);
  }

  #compareItems(expected: readonly RawValue[], actual: readonly RawValue[], steps: Steps, rule: CompareRule): void {
    if (expected.length !== actual.length)
      this.#add(steps, `has ${actual.length} item${actual.length === 1 ? '' : 's'}, expected ${expected.length}`);
    const common = Math.min(expected.length, actual.length);
    for (let index = 0; index < common; index += 1)
      this.compare(expected[index], actual[index], [...steps, index], rule);
  }

  #compareType(expected: RawValue, actual: RawValue, steps: Steps, types?: readonly JsonType[]): void {
    const [own] = typesOf(expected);
    const wanted = types ?? [own as JsonType];
    if (typesOf(actual).some((type) => wanted.includes(type))) return;
    this.#add(steps, `is ${short(actual)}, expected any ${wanted.join(' or ')}`);
  }

  #addPresence(expected: RawValue | undefined, actual: RawValue | undefined, steps: Steps): void {
    const key = `\`${String(steps.at(-1))}\``;
    const isExtra = actual !== undefined;
    const value = short((isExtra ? actual : expected) as RawValue);
    this.#add(
      steps.slice(0, -1),
      isExtra ? `has ${key}: ${value}, which is not expected` : `lacks ${key}, expected ${value}`,
    );
  }

  #addIf(problem: string | undefined, steps: Steps): void {
    if (problem !== undefined) this.#add(steps, problem);
  }

  #add(steps: Steps, problem: string): void {
    if (this.differences.length < mostDifferences)
      this.differences.push(`\`${pathText(this.#name, steps)}\` ${problem}.`);
  }
}

/** Within a tolerance as pytest.approx has it: the larger of the two counts. */
function explainNumbers(expected: string, actual: string, rule: CompareRule): string | undefined {
  if (areEqual(expected, actual)) return undefined;
  if (rule.as !== 'number') return `is ${actual}, expected ${expected}`;
  const allowed = toleranceOf(rule, Number(expected));
  if (distance(expected, actual) <= allowed) return undefined;
  return `is ${actual}, expected ${expected} give or take ${Number(allowed.toPrecision(3))}`;
}

function toleranceOf({ absolute, relative }: NumberRule, expected: number): number {
  const share = relative ?? (absolute === undefined ? defaultRelative : 0);
  return Math.max(absolute ?? 0, share * Math.abs(expected));
}

/** The narrowest first. */
function typesOf(value: RawValue): JsonType[] {
  if (value instanceof RawNumber) return isWhole(value.text) ? ['integer', 'number'] : ['number'];
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return [typeof value as 'boolean' | 'string' | 'object'];
}

function short(value: RawValue): string {
  const text = writeRaw(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 3)}...` : text;
}
