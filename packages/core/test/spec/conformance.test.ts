import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { specTemplate } from '../../src/spec/profile-template.ts';
import { specRules } from '../../src/spec/rules/index.ts';
import {
  specJobChanged,
  specOperationAdded,
  specOperationChanged,
  specOperationRemoved,
} from '../../src/spec/rules/profile.ts';
import { reportsOf, starterText } from './files.ts';
import { mutationsOf } from './mutations.ts';
import { documentOf, platformApi, variantsOf } from './platform-api.ts';

const template = specTemplate({ title: 'GHZ', description: 'A state' });
const profileRules = [specOperationRemoved, specOperationAdded, specOperationChanged, specJobChanged];
const errors = async (text: string) =>
  (await reportsOf(specRules, { 'openapi-spec.yml': text })).filter(
    ({ severity, rule }) => severity === undefined && rule !== 'spec-schema-empty',
  );

describe('the platform`s API', () => {
  test('is what our template describes, unchanged', async () => {
    expect(await errors(template)).toEqual([]);
    expect(template.startsWith('# The Service API')).toBe(true);
  });

  test.each(['python', 'go', 'rust'])('is what the %s starter describes, without any finding', async (starter) => {
    const text = starterText(starter, 'openapi-spec.yml.hbs');
    expect(await reportsOf(specRules, { 'openapi-spec.yml': text })).toEqual([]);
  });

  test('is what was written down by hand from its documentation; every difference from that is found', async () => {
    const found = async (root: object) => reportsOf(profileRules, { 'openapi-spec.yml': stringify(root) });
    expect(await found(documentOf(platformApi))).toEqual([]);
    const missed: string[] = [];
    let total = 0;
    for (const { name, api } of variantsOf(platformApi)) {
      total += 1;
      if ((await found(documentOf(api))).length === 0) missed.push(name);
    }
    console.info(`Differences from the documented API found: ${total - missed.length} of ${total}.`);
    expect(missed).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(60);
  });

  test('may be described with parameters and answers under components', async () => {
    const root = structuredClone(loadSpec(template).root) as Record<string, Record<string, Record<string, object>>>;
    const cancel = root['paths']?.['/{id}/cancel']?.['put'] as { parameters: object[] };
    Object.assign(root['components'] ?? {}, { parameters: { id: cancel.parameters[0] } });
    cancel.parameters = [{ $ref: '#/components/parameters/id' }];
    expect(await errors(stringify(root))).toEqual([]);
  });

  test('is held against every single change, and each is found with its place', { timeout: 60_000 }, async () => {
    const root = loadSpec(template).root as Record<string, unknown>;
    const missed: string[] = [];
    let total = 0;
    for (const mutation of mutationsOf(root)) {
      total += 1;
      const text = stringify(mutation.root, { aliasDuplicateObjects: false });
      const reports = await reportsOf(profileRules, { 'openapi-spec.yml': text });
      const isPlaced = reports.every(({ location }) => (location?.line ?? 0) >= 1);
      if (reports.length === 0 || !isPlaced) missed.push(mutation.name);
    }
    console.info(`Mutations of the platform's API found: ${total - missed.length} of ${total}.`);
    expect(missed).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(60);
  });
});
