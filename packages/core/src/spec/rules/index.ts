import type { Rule } from '../../check/rule.ts';
import { agreementCase, agreementInput } from './agreement.ts';
import { agreementError, agreementInterim, agreementNoResult, agreementResult } from './agreement-run.ts';
import { specExampleInvalid } from './examples.ts';
import { specMissing, specNotOpenapi, specOpenapi31, specSyntax } from './openapi.ts';
import { specJobChanged, specOperationAdded, specOperationChanged, specOperationRemoved } from './profile.ts';
import { specReferenceBroken, specSchemaEmpty } from './schemas.ts';

/** What `spec check` looks at, in this order: the specification by itself. */
export const specRules: readonly Rule[] = [
  specMissing,
  specSyntax,
  specOpenapi31,
  specNotOpenapi,
  specOperationRemoved,
  specOperationAdded,
  specOperationChanged,
  specJobChanged,
  specReferenceBroken,
  specSchemaEmpty,
  specExampleInvalid,
];

/** Whether samples and cases, and what a run printed, are what the specification says. */
export const agreementRules: readonly Rule[] = [
  agreementInput,
  agreementCase,
  agreementNoResult,
  agreementResult,
  agreementError,
  agreementInterim,
];
