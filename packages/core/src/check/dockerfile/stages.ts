import type { Dockerfile, Instruction, Stage } from './model.ts';

/** The stages that the final image consists of: the last one, what it begins with, and so on. */
export function finalStages({ stages }: Dockerfile): readonly Stage[] {
  const chain: Stage[] = [];
  let current = stages.at(-1);
  while (current !== undefined) {
    chain.unshift(current);
    current = stageCalled(current.base, stages.slice(0, stages.indexOf(current)));
  }
  return chain;
}

/** The one among `stages` that FROM or `--from` means, if any; names are not case-sensitive. */
export function stageCalled(name: string, stages: readonly Stage[]): Stage | undefined {
  return stages.findLast((stage) => stage.name?.toLowerCase() === name.toLowerCase());
}

/** The image that the final one begins with, as written: `python:3.13-slim`. */
export function finalBase(dockerfile: Dockerfile): string {
  return finalStages(dockerfile)[0]?.base ?? '';
}

/** The instruction that decides what the final image starts; ENTRYPOINT before CMD. */
export function finalCommand(dockerfile: Dockerfile): Instruction | undefined {
  return lastOf(dockerfile, 'ENTRYPOINT') ?? lastOf(dockerfile, 'CMD');
}

/** The last instruction of this kind in what the final image consists of. */
export function lastOf(dockerfile: Dockerfile, keyword: string): Instruction | undefined {
  return finalStages(dockerfile)
    .flatMap(({ instructions }) => instructions)
    .findLast((instruction) => instruction.keyword === keyword);
}

/** `registry/team/python:3.13` as `python`. */
export function imageName(base: string): string {
  const [path = ''] = base.split('@');
  return (path.split('/').at(-1) ?? '').replace(/:.*$/, '').toLowerCase();
}
