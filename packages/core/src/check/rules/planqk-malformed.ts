import { malformedRule } from '../json/rules.ts';
import { planqkFile } from './planqk-file.ts';

export const planqkMalformed = malformedRule('planqk-malformed', [planqkFile]);
