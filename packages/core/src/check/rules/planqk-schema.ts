import { validatePlanqk } from '../../project/schemas.gen.ts';
import { schemaRule } from '../json/rules.ts';
import { planqkFile } from './planqk-file.ts';

export const planqkSchema = schemaRule({
  id: 'planqk-schema',
  path: planqkFile,
  validate: validatePlanqk,
  remedy:
    'Correct the field; a working example is {"name": "my-service", "resources": {"cpu": 1, "memory": 2}, "runtime": "DOCKER"}.',
});
