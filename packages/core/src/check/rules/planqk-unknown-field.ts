import { nearest } from '../../errors/index.ts';
import type { JsonObject } from '../json/json-file.ts';
import { isObject, planqkRule } from './planqk-file.ts';

/** Of each object in planqk.json the fields that the platform knows. A test compares them with the schema. */
export const knownFields: Readonly<Record<string, readonly string[]>> = {
  '': ['$schema', 'name', 'description', 'descriptionFile', 'runtime', 'serviceId', 'resources'],
  '/resources': ['cpu', 'memory', 'gpu'],
  '/resources/gpu': ['type', 'count'],
};

export const planqkUnknownField = planqkRule({
  id: 'planqk-unknown-field',
  severity: 'warning',
  about: 'A field that is nearly called like one that the platform knows is probably meant to be it.',
  look: (planqk) => {
    const resources = planqk['resources'];
    const gpu = isObject(resources) ? resources['gpu'] : undefined;
    return [
      ...misspelt('', planqk),
      ...(isObject(resources) ? misspelt('/resources', resources) : []),
      ...(isObject(gpu) ? misspelt('/resources/gpu', gpu) : []),
    ];
  },
});

function misspelt(pointer: string, value: JsonObject) {
  const known = knownFields[pointer] ?? [];
  const candidates = known.filter((name) => name !== '$schema');
  return Object.keys(value).flatMap((key) => {
    if (known.includes(key) || key.length > 40) return [];
    const meant = nearest(key, candidates);
    // A field that is there as well was not meant, and extra fields of other tools are fine.
    if (meant === undefined || meant in value || key.length < 3) return [];
    return {
      message: `The field ${JSON.stringify(key)} means nothing to the platform.`,
      remedy: `Write "${meant}" if that is what you mean.`,
      pointer,
      key,
    };
  });
}
