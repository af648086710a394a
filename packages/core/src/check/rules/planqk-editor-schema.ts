import { editorSchemaRule } from './editor-schema.ts';
import { planqkFile } from './planqk-file.ts';

export const planqkEditorSchema = editorSchemaRule('planqk-editor-schema', planqkFile, true);
