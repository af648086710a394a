import { validatePlanqkService } from '../../project/schemas.gen.ts';
import { malformedRule, schemaRule } from '../json/rules.ts';
import { settingsFile } from '../silence.ts';
import { editorSchemaRule } from './editor-schema.ts';

export const settingsMalformed = malformedRule('settings-malformed', [settingsFile]);

export const settingsSchema = schemaRule({
  id: 'settings-schema',
  path: settingsFile,
  validate: validatePlanqkService,
  remedy: 'Correct the field as docs/checks.md and the JSON Schema of planqk-service.json describe it.',
  // What silences lack is told by a rule of their own.
  except: ({ instancePath, params }) =>
    /^\/check\/silence\/\d+(\/reason)?$/.test(instancePath) &&
    (instancePath.endsWith('/reason') || params.missingProperty === 'reason'),
});

export const settingsEditorSchema = editorSchemaRule('settings-editor-schema', settingsFile, false);
