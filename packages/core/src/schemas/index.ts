import { planqkSchemaText, planqkServiceSchemaText } from './texts.gen.ts';

/** The JSON Schema of a configuration file, and how a project has it. */
export interface ProjectSchema {
  /** The configuration file, at the top of the project. */
  readonly file: string;
  /** Where the project has its copy, with forward slashes. */
  readonly path: string;
  /** What `$schema` of the file says. */
  readonly reference: string;
  readonly text: string;
}

/**
 * The schemas that a project has copies of, so that editors complete its configuration: offline, and without an
 * address that somebody has to keep.
 *
 * That planqk.json has the extra field `$schema` is our decision. The platform's own command line reads the file as JSON,
 * takes the fields that it knows by their names, and keeps the others when it writes `serviceId`.
 */
export const projectSchemas: readonly ProjectSchema[] = [
  schema('planqk.json', planqkSchemaText),
  schema('planqk-service.json', planqkServiceSchemaText),
];

function schema(file: string, text: string): ProjectSchema {
  const path = `.schemas/${file.replace('.json', '.schema.json')}`;
  return { file, path, reference: `./${path}`, text };
}
