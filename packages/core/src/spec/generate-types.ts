import { documentSchema } from './json-schema.ts';
import { isRecord } from './load-spec.ts';
import type { OwnSchema } from './profile-api.ts';

/** The languages that types can be made for. */
export const typeLanguages = ['go', 'python', 'rust', 'typescript'] as const;
export type TypeLanguage = (typeof typeLanguages)[number];

/** The schemas that become types, by the name of the type. */
const typeNames: Readonly<Record<OwnSchema, string>> = {
  inputData: 'InputData',
  inputParams: 'InputParams',
  interimResultResponse: 'InterimResultResponse',
  resultResponse: 'ResultResponse',
  errorResponse: 'ErrorResponse',
};

const options: Readonly<Record<TypeLanguage, Readonly<Record<string, string>>>> = {
  go: { package: 'models', 'just-types-and-package': 'true' },
  // Python 3.7 is quicktype's newest dialect: data classes with type hints.
  python: { 'python-version': '3.7', 'just-types': 'true' },
  rust: { visibility: 'public', 'derive-debug': 'true', 'derive-clone': 'true' },
  typescript: { 'just-types': 'true', 'prefer-unions': 'true' },
};

/**
 * Models of input, results and errors in a programming language: `InputData`, `InputParams`,
 * `InterimResultResponse`, `ResultResponse` and `ErrorResponse`, as far as the specification has their schemas. Made by quicktype, which is loaded here.
 *
 * @param root values of a valid specification; `takeInFiles` brings the schemas of other files in. What is on the network
 *   may be anything: nothing is fetched
 * @returns the text of one source file
 */
export async function generateTypes(root: Readonly<Record<string, unknown>>, language: TypeLanguage): Promise<string> {
  const { InputData, JSONSchemaInput, JSONSchemaStore, quicktype } = await import('quicktype-core');
  // Everything is in the document; quicktype's own store would read files and addresses.
  class NoStore extends JSONSchemaStore {
    override fetch = async () => undefined;
  }
  const components = isRecord(root['components']) ? root['components'] : {};
  const schemas = isRecord(components['schemas']) ? components['schemas'] : {};
  const input = new JSONSchemaInput(new NoStore());
  for (const [schema, name] of Object.entries(typeNames))
    if (isRecord(schemas[schema]))
      await input.addSource({ name, schema: JSON.stringify(documentSchema(root, schema)) });
  const inputData = new InputData();
  inputData.addInput(input);
  const { lines } = await quicktype({
    inputData,
    lang: language,
    rendererOptions: options[language],
    leadingComments: ['Made by "planqk-service spec types". Do not edit.'],
  });
  return `${lines.join('\n').trimEnd()}\n`;
}
