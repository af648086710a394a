import { compareWithProfile, type ProfileDifference } from '../compare-profile.ts';
import { type ReadSpec, specRule } from './make-rule.ts';

function differences(spec: ReadSpec, kind: ProfileDifference['kind']) {
  return compareWithProfile(spec.root)
    .filter((difference) => difference.kind === kind)
    .map(({ message, remedy, path }) => ({ message, remedy, location: spec.locate(path) }));
}

export const specOperationRemoved = specRule(
  'spec-operation-removed',
  'error',
  'Every call that the platform offers is described.',
  (spec) => differences(spec, 'operation-removed'),
);

export const specOperationAdded = specRule(
  'spec-operation-added',
  'error',
  'No call is described that the platform does not offer.',
  (spec) => differences(spec, 'operation-added'),
);

export const specOperationChanged = specRule(
  'spec-operation-changed',
  'error',
  'Parameters, bodies, status codes and answers of every call are those of the platform.',
  (spec) => differences(spec, 'operation-changed'),
);

export const specJobChanged = specRule('spec-job-changed', 'error', "The schema job is the platform's.", (spec) =>
  differences(spec, 'job-changed'),
);
