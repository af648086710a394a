/**
 * The line of the Dockerfile (from 1) that a builder's step such as `[build 3/6] RUN go build` came from, or undefined
 * when it cannot be told.
 */
export function findStepLine(dockerfile: string, step: string): number | undefined {
  const instruction = normalise(step.replace(/^\[[^\]]*\]\s*/, ''));
  if (instruction === '') return undefined;
  const lines = dockerfile.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (!/^\s*[A-Za-z]+\s/.test(line)) continue;
    if (normalise(joinContinuations(lines, index)).startsWith(instruction.slice(0, 60))) return index + 1;
  }
  // Builders expand variables in what they report: the instruction's name with its first word still tells it.
  const words = instruction.split(' ');
  const index = lines.findIndex((line) => normalise(line).startsWith(words.slice(0, 2).join(' ')));
  return index === -1 ? undefined : index + 1;
}

function joinContinuations(lines: readonly string[], from: number): string {
  let text = '';
  for (const line of lines.slice(from)) {
    if (/^\s*#/.test(line) && text !== '') continue;
    text += ` ${line.replace(/\\\s*$/, '')}`;
    if (!/\\\s*$/.test(line)) break;
  }
  return text;
}

function normalise(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
