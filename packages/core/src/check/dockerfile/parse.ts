import type { ModifiableInstruction, Instruction as Parsed, PropertyInstruction } from 'dockerfile-ast';
import { looksLikeUtf16 } from '../../contract/encoding.ts';
import { oncePerProject } from '../once.ts';
import type { Dockerfile, Instruction, Stage } from './model.ts';

export const dockerfileName = 'Dockerfile';

/** In characters. The parser's effort may grow with the square of them; hardly any Dockerfile has a tenth. */
export const largestDockerfile = 100_000;

/** The project's Dockerfile, or undefined where there is none that can be looked at. */
export const projectDockerfile = oncePerProject(async (files): Promise<Dockerfile | undefined> => {
  const text = await files.text(dockerfileName);
  return text === undefined || text.length > largestDockerfile || looksLikeUtf16(text)
    ? undefined
    : parseDockerfile(text);
});

const expanded = new Set(['ADD', 'COPY', 'USER']);

export async function parseDockerfile(text: string): Promise<Dockerfile> {
  // Loaded only when there is a Dockerfile.
  const { DockerfileParser } = await import('dockerfile-ast');
  // A byte order mark is skipped by the builder, but is part of the first keyword to the parser.
  const parsed = DockerfileParser.parse(text.replace(/^\uFEFF/, ''));
  const instructions = parsed.getInstructions().map(instructionOf);
  return { instructions, stages: stagesOf(instructions) };
}

function instructionOf(parsed: Parsed): Instruction {
  const keyword = parsed.getKeyword();
  const content = (parsed.getArgumentsContent() ?? '').trim();
  return {
    keyword,
    line: parsed.getRange().start.line + 1,
    content,
    // The parser looks through the whole file for every variable: only where a rule asks for the value.
    words: (expanded.has(keyword) ? parsed.getExpandedArguments() : parsed.getArguments()).map((word) =>
      word.getValue(),
    ),
    flags: new Map(hasFlags(parsed) ? parsed.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? '']) : []),
    list: listOf(content),
    pairs: hasPairs(parsed)
      ? parsed.getProperties().map((pair) => ({ name: pair.getName(), value: pair.getValue() ?? undefined }))
      : [],
  };
}

/** The builder takes as exec form what is a JSON array of strings, and anything else for a shell. */
function listOf(content: string): readonly string[] | undefined {
  if (!content.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(content);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

function hasFlags(parsed: Parsed): parsed is ModifiableInstruction {
  return 'getFlags' in parsed;
}

function hasPairs(parsed: Parsed): parsed is PropertyInstruction {
  return 'getProperties' in parsed;
}

function stagesOf(instructions: readonly Instruction[]): Stage[] {
  const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
  return starts.flatMap((start, index) => {
    const from = instructions[start];
    if (from === undefined) return [];
    const [base = '', as = '', name] = from.content.split(/\s+/);
    return {
      from,
      base,
      name: as.toUpperCase() === 'AS' ? name : undefined,
      instructions: instructions.slice(start + 1, starts[index + 1]),
    };
  });
}
