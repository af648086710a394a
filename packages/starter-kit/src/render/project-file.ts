import type { Starter } from '../starter/starter.ts';
import type { ProjectFile } from './file.ts';

/** Name of the file that tells our tools how a project was made and how it runs without a container. */
export const projectFileName = 'planqk-service.json';

/** The project's {@link projectFileName}. */
export function projectFile({ manifest, origin }: Starter): ProjectFile {
  const content = { starter: { id: manifest.id, ...origin }, process: manifest.process, types: manifest.types };
  return { path: projectFileName, bytes: Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`), executable: false };
}
