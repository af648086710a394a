import { malformedRule } from '../json/rules.ts';
import { inputFiles } from './input-files.ts';

export const inputMalformed = malformedRule('input-malformed', inputFiles);
