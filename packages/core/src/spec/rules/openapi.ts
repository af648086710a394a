import type { Rule } from '../../check/rule.ts';
import { specFile } from '../load-spec.ts';
import { newerConstructs } from '../newer-constructs.ts';
import { specOf } from '../spec-of.ts';
import { validateSpec } from '../validate.ts';
import { specRule } from './make-rule.ts';

/** More than these are not read anyway: they follow from the first. */
const mostProblems = 20;

/** What others call a specification, wherever it lies. */
const otherNames = /^(?:(?:docs|api|src)\/)?(?:openapi|swagger|(?:open)?api[-_]?spec)[\w.-]*\.(?:ya?ml|json)$/i;

export const specMissing: Rule = {
  id: 'spec-missing',
  severity: 'warning',
  about: `A service describes its API in ${specFile}.`,
  async check(files) {
    if ((await specOf(files)) !== undefined) return [];
    const alike = (await files.entries()).find(({ path, type }) => type !== 'directory' && otherNames.test(path));
    if (alike !== undefined)
      return [
        {
          message: `There is no ${specFile}, only ${alike.path}; the platform does not look there.`,
          remedy: `Move ${alike.path} to ${specFile}; JSON is YAML as well.`,
          location: { file: alike.path },
        },
      ];
    return [
      {
        message: `There is no ${specFile}, so nobody can see what the service takes and returns.`,
        remedy: 'Make one from your samples with "planqk-service spec infer".',
      },
    ];
  },
};

export const specSyntax: Rule = {
  id: 'spec-syntax',
  severity: 'error',
  about: `${specFile} is YAML.`,
  async check(files) {
    const spec = await specOf(files);
    return (spec?.problems ?? []).slice(0, mostProblems).map(({ message, location }) => ({
      message: `${specFile} cannot be read: ${message}`,
      remedy: 'Correct the YAML at this place, and save the file as UTF-8.',
      location,
    }));
  },
};

export const specNotOpenapi = specRule(
  'spec-not-openapi',
  'error',
  `${specFile} is valid OpenAPI 3.0.`,
  async (spec) => {
    const problems = await validateSpec(spec);
    return problems.slice(0, mostProblems).map(({ message, path }) => ({
      message,
      remedy: 'Correct it as OpenAPI 3.0 has it: https://spec.openapis.org/oas/v3.0.3.',
      location: spec.locate(path),
    }));
  },
);

export const specOpenapi31 = specRule(
  'spec-openapi-31',
  'error',
  'The platform reads OpenAPI 3.0: nothing of 3.1 is used.',
  (spec) =>
    newerConstructs(spec.root).map(({ path, construct, remedy }) => ({
      message: `\`${construct}\` is OpenAPI 3.1; the platform reads 3.0.`,
      remedy,
      location: spec.locate(path),
    })),
);
