import { type StarterProblem, starterProblem } from '../starter/problem.ts';
import type { StarterManifest } from './manifest.ts';
import { validateStarter } from './starter.gen.ts';

/** One violation, as the compiled schema reports it. */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A value that fits the schema of `starter.json`, or what is wrong with it: everything, but no more than a hundred. */
export type ManifestCheck =
  | { readonly ok: true; readonly manifest: StarterManifest }
  | { readonly ok: false; readonly problems: readonly StarterProblem[] };

/** Holds the parsed content of a `starter.json` against its schema. */
export function checkManifest(value: unknown): ManifestCheck {
  if (validateStarter(value)) return { ok: true, manifest: value as StarterManifest };
  const errors = (validateStarter.errors ?? []) as readonly SchemaError[];
  const problems = errors.slice(0, 100).map((error) => describe(error));
  return {
    ok: false,
    problems: problems.map((problem) => starterProblem('description-invalid', 'starter.json', problem)),
  };
}

function describe({ instancePath, keyword, message, params }: SchemaError): string {
  const where = instancePath === '' ? 'It' : `The field ${instancePath}`;
  if (keyword === 'additionalProperties')
    return `${where} has an unknown field "${String(params['additionalProperty'])}".`;
  if (keyword === 'const') return `${where} must be ${JSON.stringify(params['allowedValue'])}.`;
  return `${where} ${message ?? `breaks the rule "${keyword}"`}.`;
}
