import type { StarterManifest } from './manifest.ts';
import { validateStarter } from './starter.gen.ts';

/** One violation, as the compiled schema reports it. */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A value that fits the schema of `starter.json`, or everything that is wrong with it, one sentence each. */
export type ManifestCheck =
  | { readonly ok: true; readonly manifest: StarterManifest }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Holds the parsed content of a `starter.json` against its schema. */
export function checkManifest(value: unknown): ManifestCheck {
  if (validateStarter(value)) return { ok: true, manifest: value as StarterManifest };
  return { ok: false, problems: ((validateStarter.errors ?? []) as readonly SchemaError[]).map(describe) };
}

function describe({ instancePath, keyword, message, params }: SchemaError): string {
  const where = instancePath === '' ? 'starter.json' : `starter.json ${instancePath}`;
  if (keyword === 'additionalProperties')
    return `${where} has an unknown field "${String(params['additionalProperty'])}"`;
  if (keyword === 'const') return `${where} must be ${JSON.stringify(params['allowedValue'])}`;
  return `${where} ${message ?? `breaks the rule "${keyword}"`}`;
}
