import { isObject, type JsonObject, readObject } from '../json/json-file.ts';
import { jsonLocation } from '../json/json-location.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Report, Rule } from '../rule.ts';

export const planqkFile = 'planqk.json';

export { isObject };

interface FieldReport extends Omit<Report, 'location'> {
  /** As in JSON Schema's errors: `/resources/cpu`. */
  readonly pointer: string;
  /** A property of it, whose name is meant. */
  readonly key?: string;
}

interface PlanqkRule extends Omit<Rule, 'check'> {
  look(planqk: JsonObject): readonly FieldReport[];
}

/** A rule about the fields of a planqk.json that holds an object. */
export function planqkRule({ look, ...rule }: PlanqkRule): Rule {
  return {
    ...rule,
    async check(files: ProjectFiles) {
      const planqk = await readObject(files, planqkFile);
      if (planqk === undefined) return [];
      return Promise.all(
        look(planqk.value).map(async ({ pointer, key, ...report }) => ({
          ...report,
          location: await jsonLocation(planqkFile, planqk.text, pointer, key),
        })),
      );
    },
  };
}
