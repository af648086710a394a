import { isRecord } from '../load-spec.ts';
import type { ReadSpec } from './make-rule.ts';

/** ` (line 12)` for a schema that is there, otherwise nothing. */
export function lineOf(spec: ReadSpec, schema: string): string {
  const { components } = spec.root;
  const isThere = isRecord(components) && isRecord(components['schemas']) && schema in components['schemas'];
  return isThere ? ` (line ${spec.locate(['components', 'schemas', schema]).line})` : '';
}
