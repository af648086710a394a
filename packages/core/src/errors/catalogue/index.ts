import { apiErrors } from './api.ts';
import { buildErrors } from './build.ts';
import { bundleErrors } from './bundle.ts';
import { contractErrors } from './contract.ts';
import { engineErrors } from './engine.ts';
import { projectErrors } from './project.ts';
import { runErrors } from './run.ts';
import { scaffoldErrors } from './scaffold.ts';
import { serverErrors } from './server.ts';
import { specErrors } from './spec.ts';
import { starterErrors } from './starters.ts';
import { testErrors } from './test.ts';
import { usageErrors } from './usage.ts';

export type { ErrorEntry, ExitCode } from './entry.ts';

/** Every error a user can meet, by its permanent code. Explained one by one in `docs/errors.md`. */
export const catalogue = {
  ...usageErrors,
  ...contractErrors,
  ...projectErrors,
  ...specErrors,
  ...testErrors,
  ...scaffoldErrors,
  ...starterErrors,
  ...bundleErrors,
  ...engineErrors,
  ...buildErrors,
  ...runErrors,
  ...apiErrors,
  ...serverErrors,
} as const;

export type Catalogue = typeof catalogue;
export type ErrorCode = keyof Catalogue;
