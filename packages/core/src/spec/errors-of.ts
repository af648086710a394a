import type { ErrorObject } from 'ajv';
import { compileSchema } from './compile-schema.ts';
import { surelyFits } from './surely-fits.ts';
import { TooSlow, withinTime } from './within-time.ts';

/**
 * What keeps a value from fitting a JSON Schema; nothing when it fits, or when the schema is none.
 *
 * @param wanted a schema, with `components.schemas` for its references
 * @param compile compiles `wanted`, where that has been done before
 * @returns TooSlow where that cannot be found out in time
 */
export async function errorsOf(
  wanted: Readonly<Record<string, unknown>>,
  value: unknown,
  compile: () => ReturnType<typeof compileSchema> = () => compileSchema(wanted),
): Promise<readonly ErrorObject[] | TooSlow> {
  try {
    if (await withinTime(() => surelyFits(wanted, value))) return [];
    const check = await compile();
    return check === undefined ? [] : await withinTime(() => check(value));
  } catch (error) {
    if (error instanceof TooSlow) return error;
    throw error;
  }
}
