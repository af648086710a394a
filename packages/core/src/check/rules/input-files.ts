import { profileV1 } from '../../contract/profile.ts';

/** Folder of the sample input in a project. */
export const inputFolder = 'input';

const { data, params } = profileV1.input.files;

export const dataFile = `${inputFolder}/${data}`;
export const inputFiles: readonly string[] = [dataFile, `${inputFolder}/${params}`];
