import { agreementRules, specRules } from '../spec/rules/index.ts';
import type { Rule } from './rule.ts';
import { caseInvalid, caseMalformed } from './rules/cases.ts';
import { contextLarge } from './rules/context-large.ts';
import { dockerfileCopyIgnored } from './rules/dockerfile-copy-ignored.ts';
import { dockerfileCopyMissing } from './rules/dockerfile-copy-missing.ts';
import { dockerfileCrlf } from './rules/dockerfile-crlf.ts';
import { dockerfileExecForm } from './rules/dockerfile-exec-form.ts';
import { dockerfileInputBaked } from './rules/dockerfile-input-baked.ts';
import { dockerfileLatestTag } from './rules/dockerfile-latest-tag.ts';
import { dockerfileMissing } from './rules/dockerfile-missing.ts';
import { dockerfileNoCommand } from './rules/dockerfile-no-command.ts';
import { dockerfilePlatform } from './rules/dockerfile-platform.ts';
import { dockerfilePythonBuffered } from './rules/dockerfile-python-buffered.ts';
import { dockerfileRootUser } from './rules/dockerfile-root-user.ts';
import { dockerfileSecret } from './rules/dockerfile-secret.ts';
import { dockerfileSeveralCommands } from './rules/dockerfile-several-commands.ts';
import { dockerfileShellForm } from './rules/dockerfile-shell-form.ts';
import { dockerfileSyntax } from './rules/dockerfile-syntax.ts';
import { inputMalformed } from './rules/input-malformed.ts';
import { inputMissing } from './rules/input-missing.ts';
import { inputNotObject } from './rules/input-not-object.ts';
import { inputTooLarge } from './rules/input-too-large.ts';
import { planqkEditorSchema } from './rules/planqk-editor-schema.ts';
import { planqkMalformed } from './rules/planqk-malformed.ts';
import { planqkMissing } from './rules/planqk-missing.ts';
import { planqkName } from './rules/planqk-name.ts';
import { planqkResourcesOdd } from './rules/planqk-resources-odd.ts';
import { planqkResourcesZero } from './rules/planqk-resources-zero.ts';
import { planqkRuntime } from './rules/planqk-runtime.ts';
import { planqkSchema } from './rules/planqk-schema.ts';
import { planqkUnknownField } from './rules/planqk-unknown-field.ts';
import { settingsEditorSchema, settingsMalformed, settingsSchema } from './rules/settings.ts';
import { silenceReason, silenceUnused } from './rules/silences.ts';

/** Every rule of ours. Findings in the same place, and fixes, come in this order. */
export const allRules: readonly Rule[] = [
  planqkMissing,
  planqkMalformed,
  planqkSchema,
  planqkName,
  planqkRuntime,
  planqkResourcesZero,
  planqkResourcesOdd,
  planqkUnknownField,
  planqkEditorSchema,
  settingsMalformed,
  settingsSchema,
  settingsEditorSchema,
  silenceReason,
  silenceUnused,
  inputMissing,
  inputMalformed,
  inputNotObject,
  inputTooLarge,
  caseMalformed,
  caseInvalid,
  dockerfileMissing,
  dockerfileSyntax,
  dockerfileNoCommand,
  dockerfileSeveralCommands,
  dockerfileExecForm,
  dockerfileShellForm,
  dockerfileCopyMissing,
  dockerfileCopyIgnored,
  dockerfileInputBaked,
  dockerfileLatestTag,
  dockerfileRootUser,
  dockerfileSecret,
  dockerfilePythonBuffered,
  dockerfilePlatform,
  dockerfileCrlf,
  contextLarge,
  ...specRules,
  ...agreementRules,
];
