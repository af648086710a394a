import { projectSchemas } from '../../schemas/index.ts';
import { readObject } from '../json/json-file.ts';
import { jsonLocation } from '../json/json-location.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Rule } from '../rule.ts';

const remedy = 'Run "planqk-service check --fix", which adds a copy of the schema and names it in the file.';

/**
 * The rule that the JSON Schema is there that a configuration file names.
 *
 * @param isExpected whether the file has to name one
 */
export function editorSchemaRule(id: string, file: string, isExpected: boolean): Rule {
  const schema = projectSchemas.find((known) => known.file === file);
  if (schema === undefined) throw new TypeError(`There is no schema of ${file}.`);
  const { path, reference, text } = schema;
  const isOurs = (value: unknown) => value === reference || value === path;

  return {
    id,
    severity: 'info',
    about: `Editors complete ${file} when it names its JSON Schema.`,
    async check(files) {
      const found = await readObject(files, file);
      if (found === undefined) return [];
      const named = found.value['$schema'];
      if (named === undefined) {
        if (!isExpected) return [];
        const message = `${file} does not name its JSON Schema, so editors can neither complete nor check it.`;
        return [{ message, remedy, location: { file, line: 1 } }];
      }
      if (typeof named !== 'string' || isAddress(named) || (await isThere(files, named))) return [];
      return [
        {
          message: `${file} names the JSON Schema ${JSON.stringify(named)}, which is not there.`,
          remedy: isOurs(named) ? remedy : `Name one that is there, such as ${JSON.stringify(reference)}.`,
          location: await jsonLocation(file, found.text, '/$schema'),
        },
      ];
    },
    async fix(files) {
      const found = await readObject(files, file);
      const named = found?.value['$schema'];
      if (found === undefined || !(named === undefined ? isExpected : isOurs(named))) return new Map();
      const changed = new Map([[path, (await files.text(path)) ?? text]]);
      if (named === undefined) changed.set(file, withSchema(found.text, reference));
      return changed;
    },
  };
}

function isAddress(reference: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(reference);
}

async function isThere(files: ProjectFiles, reference: string): Promise<boolean> {
  const path = (reference.split('#')[0] ?? '').replace(/^\.\//, '');
  // What is outside of the project cannot be looked at.
  return path.startsWith('../') || path.startsWith('/') || (await files.text(path)) !== undefined;
}

/** The text of a JSON object with one field more, in front of the others and laid out as they are. */
function withSchema(text: string, reference: string): string {
  const field = `"$schema": ${JSON.stringify(reference)}`;
  return text.replace(/^(\s*\{)(\s*)(\}?)/, (_, open: string, gap: string, close: string) =>
    close === '' ? `${open}${gap}${field},${gap || ' '}` : `${open} ${field} }`,
  );
}
