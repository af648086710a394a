import type { JsonText } from '../contract/json-text.ts';
import type { CompareRule } from './compare-rule.ts';
import { isRawObject, RawNumber, type RawValue, rawValue } from './raw-value.ts';

/** What measured states look like as keys: bit strings, with blanks between registers. */
const measured = /^[01]+( [01]+)*$/;

/** Rules that a new case begins with: what looks like measurement counts varies from run to run. */
export function suggestRules(json: JsonText): CompareRule[] {
  const rules: CompareRule[] = [];
  const look = (value: RawValue, path: string) => {
    if (looksCounted(value)) rules.push({ path, as: 'counts' });
    else if (isRawObject(value)) {
      for (const [key, item] of Object.entries(value)) look(item, `${path}/${escaped(key)}`);
    }
  };
  look(rawValue(json), '');
  return rules;
}

function looksCounted(value: RawValue): boolean {
  if (!isRawObject(value)) return false;
  const entries = Object.entries(value);
  const [first] = entries;
  return (
    first !== undefined &&
    entries.every(
      ([key, count]) =>
        measured.test(key) && key.length === first[0].length && count instanceof RawNumber && /^\d+$/.test(count.text),
    )
  );
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
