export { compareWithProfile, type ProfileDifference } from './compare-profile.ts';
export { isRecord, type JsonPath, loadSpec, type Spec, type SyntaxProblem, specFile } from './load-spec.ts';
export { type NewerConstruct, newerConstructs } from './newer-constructs.ts';
export { type OwnSchema, type ServiceApi, serviceApi } from './profile-api.ts';
export { type SpecInfo, specTemplate } from './profile-template.ts';
export { specRules } from './rules/index.ts';
export { type SpecProblem, validateSpec } from './validate.ts';
