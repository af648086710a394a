import type { ErrorObject } from 'ajv';
import { timedPattern } from './within-time.ts';

/** What ajv says about a value; nothing when it fits. Throws NeedsTime outside of `withinTime`. */
export type CheckValue = (value: unknown) => readonly ErrorObject[];

/** ajv asks for the code as well, for schemas that are compiled into files. */
const regExp = Object.assign((source: string) => timedPattern(source), { code: 'timedPattern' });

/**
 * Compiles a JSON Schema. ajv is loaded by the first call only: most command lines never need it.
 *
 * @returns undefined when the schema is none: broken references and patterns are what other rules report
 */
export async function compileSchema(
  schema: Readonly<Record<string, unknown>> | boolean,
): Promise<CheckValue | undefined> {
  const { Ajv } = await import('ajv');
  // strictNumbers: 1e400 is a number, although JavaScript reads it as Infinity.
  const ajv = new Ajv({
    strict: false,
    strictNumbers: false,
    // A field named constructor is missing where nobody has written it.
    ownProperties: true,
    allErrors: true,
    verbose: true,
    validateFormats: false,
    // As doubles, 0.3 is no multiple of 0.1.
    multipleOfPrecision: 9,
    validateSchema: false,
    logger: false,
    // Compiled for one project and used a few times: what makes that quicker costs more than it saves.
    meta: false,
    code: { optimize: false, regExp },
  });
  try {
    const validate = ajv.compile(schema);
    return (value) => (validate(value) ? [] : (validate.errors ?? []));
  } catch {
    return undefined;
  }
}
