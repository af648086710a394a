import type { Inspection } from './inspection.ts';
import { type InspectionOptions, OutputInspector } from './output-inspector.ts';

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * What the platform will see in an output: which result counts, and everything that it will not take as it was meant.
 * For an output of any size; an observer of a running service uses {@link OutputInspector}.
 *
 * @param stdout bytes, cut anywhere; what a stream of Node or of the web yields
 */
export async function inspectOutput(
  stdout: Bytes,
  { stderr = [], ...options }: InspectionOptions & { readonly stderr?: Bytes } = {},
): Promise<Inspection> {
  const inspector = new OutputInspector(options);
  const readStderr = async () => {
    for await (const bytes of stderr) inspector.writeStderr(bytes);
  };
  const readStdout = async () => {
    for await (const bytes of stdout) inspector.write(bytes);
  };
  await Promise.all([readStdout(), readStderr()]);
  return inspector.end();
}
