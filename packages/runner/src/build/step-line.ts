/**
 * The line of the Dockerfile (from 1) that a builder's step such as `[build 3/6] RUN go build` came from, or undefined
 * when it cannot be told.
 */
export function findStepLine(dockerfile: string, step: string): number | undefined {
  const [, place = '', text = ''] = /^(?:\[([^\]]*)\])?([\s\S]*)$/.exec(step) ?? [];
  const instruction = normalise(text);
  if (instruction === '') return undefined;
  const lines = dockerfile.split(/\r?\n/);
  // The same instruction may stand in several stages.
  const from = stageStart(lines, place);
  for (const [index, line] of lines.entries()) {
    if (index < from || !/^\s*[A-Za-z]+\s/.test(line)) continue;
    if (normalise(joinContinuations(lines, index)).startsWith(instruction.slice(0, 60))) return index + 1;
  }
  // Builders expand variables in what they report: the instruction's name with its first word still tells it.
  const words = instruction.split(' ').slice(0, 2).join(' ');
  const index = lines.findIndex((line, at) => at >= from && normalise(line).startsWith(words));
  return index === -1 ? undefined : index + 1;
}

/**
 * Where the stage begins that a step's place names: `build 3/6`, `stage-1 3/6` (from 0) or, by Podman, `2/3 3/6`
 * (from 1).
 */
function stageStart(lines: readonly string[], place: string): number {
  const stage = place.split(' ').at(-2) ?? '';
  const starts = [...lines.entries()].filter(([, line]) => /^\s*FROM\s/i.test(line));
  const position = /^stage-(\d+)$/.exec(stage)?.[1] ?? /^(\d+)\/\d+$/.exec(stage)?.[1];
  if (position !== undefined) return starts.at(Number(position) - (stage.startsWith('stage-') ? 0 : 1))?.[0] ?? 0;
  const named = starts.find(([, line]) => /\sAS\s+(\S+)/i.exec(line)?.[1]?.toLowerCase() === stage.toLowerCase());
  return named?.[0] ?? 0;
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

/** Builders write instructions in capitals, whatever the Dockerfile does. */
function normalise(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[a-z]+/i, (instruction) => instruction.toUpperCase());
}
