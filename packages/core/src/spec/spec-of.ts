import type { ProjectFiles } from '../check/project-files.ts';
import { loadSpec, type Spec, specFile } from './load-spec.ts';
import { wholeSpec } from './take-in-files.ts';

const loaded = new WeakMap<ProjectFiles, Promise<Spec | undefined>>();

/** The specification of a project, read once however many rules ask; undefined where there is none. */
export function specOf(files: ProjectFiles): Promise<Spec | undefined> {
  const known = loaded.get(files);
  if (known !== undefined) return known;
  const reading = files.text(specFile).then((text) => (text === undefined ? undefined : loadSpec(text)));
  loaded.set(files, reading);
  return reading;
}

const whole = new WeakMap<Spec, ReturnType<typeof wholeSpec>>();

/** A specification with the schemas of other files among its own, for what holds values against them. */
export function wholeOf(spec: Spec, files: ProjectFiles): ReturnType<typeof wholeSpec> {
  const known = whole.get(spec) ?? wholeSpec(spec, (path) => files.text(path));
  whole.set(spec, known);
  return known;
}
