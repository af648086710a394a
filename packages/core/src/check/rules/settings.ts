import { validatePlanqkService } from '../../project/schemas.gen.ts';
import { malformedRule, schemaRule } from '../json/rules.ts';
import { settingsFile } from '../silence.ts';

export const settingsMalformed = malformedRule('settings-malformed', [settingsFile]);

export const settingsSchema = schemaRule({
  id: 'settings-schema',
  path: settingsFile,
  validate: validatePlanqkService,
  remedy: 'Correct the field as docs/cli.md and the file planqk-service.schema.json describe it.',
  // What silences lack is told by a rule of their own.
  except: ({ instancePath, params }) =>
    /^\/check\/silence\/\d+(\/reason)?$/.test(instancePath) &&
    (instancePath.endsWith('/reason') || params.missingProperty === 'reason'),
});
