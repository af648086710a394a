import { checkInputSize, type InputRules, type InputWarning, inputJson } from './input-json.ts';
import type { JsonText } from './json-text.ts';

/** What a service finds in its input folder; both are JSON objects. */
export interface ServiceInput {
  readonly data: JsonText;
  readonly params: JsonText;
}

export interface InputTexts extends InputRules {
  /** Raw JSON text; absent and null stand for `{}`. */
  readonly data?: string | null | undefined;
  readonly params?: string | null | undefined;
  /** What to call the text in a message. Defaults: "data" and "params". */
  readonly dataSource?: string;
  readonly paramsSource?: string;
}

/**
 * The input of one execution, checked by the rule of {@link inputJson}.
 *
 * Our decision: the platform's limit holds for the request, so that the two halves together must keep to it.
 *
 * @throws ServiceError `INVALID_JSON`, `INPUT_NOT_OBJECT`; `INPUT_TOO_LARGE` when strict.
 */
export function createInput(texts: InputTexts = {}): {
  readonly input: ServiceInput;
  readonly warnings: readonly InputWarning[];
} {
  const { dataSource = 'data', paramsSource = 'params' } = texts;
  const data = inputJson(texts.data, dataSource, texts);
  const params = inputJson(texts.params, paramsSource, texts);
  const input: ServiceInput = { data: data.json, params: params.json };
  const warnings = [...data.warnings, ...params.warnings];
  if (warnings.length > 0) return { input, warnings };
  const bytes = input.data.byteLength + input.params.byteLength;
  return { input, warnings: checkInputSize(bytes, `${dataSource} together with ${paramsSource}`, texts) };
}
