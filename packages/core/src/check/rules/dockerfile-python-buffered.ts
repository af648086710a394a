import type { Dockerfile } from '../dockerfile/model.ts';
import { dockerfileName, parseDockerfile } from '../dockerfile/parse.ts';
import { dockerfileRule } from '../dockerfile/rule.ts';
import { finalBase, finalCommand, finalStages, imageName } from '../dockerfile/stages.ts';

const variable = 'PYTHONUNBUFFERED';

export const dockerfilePythonBuffered = dockerfileRule({
  id: 'dockerfile-python-buffered',
  severity: 'warning',
  about: 'Python keeps what it prints until the end, unless it is told not to.',
  look: (dockerfile) => {
    if (!startsPython(dockerfile) || isUnbuffered(dockerfile)) return [];
    const line = finalCommand(dockerfile)?.line;
    return [
      {
        message: 'Python holds back what the service prints: interim results and the log arrive only at its end.',
        remedy: `Write ENV ${variable}=1.`,
        ...(line !== undefined && { line }),
      },
    ];
  },
  async fix(files) {
    const text = await files.text(dockerfileName);
    if (text === undefined) return new Map();
    const from = (await parseDockerfile(text)).stages.at(-1)?.from;
    const lines = text.split('\n');
    const written = lines[(from?.line ?? 0) - 1] ?? '';
    // A FROM that goes over several lines, or that no line break follows, is left to a human.
    if (from === undefined || !/^\s*from\s.*\S\s*$/i.test(written) || /[\\`]\s*$/.test(written)) return new Map();
    const end = written.endsWith('\r') ? '\r' : '';
    lines.splice(from.line, 0, `ENV ${variable}=1${end}`);
    return new Map([[dockerfileName, lines.join('\n')]]);
  },
});

function startsPython(dockerfile: Dockerfile): boolean {
  const command = finalCommand(dockerfile);
  if (command === undefined) return false;
  const program =
    (command.list?.[0] ?? command.content.replace(/^exec\s+/, '').split(/\s/)[0] ?? '').split('/').at(-1) ?? '';
  return (
    /^(python|pypy)[\d.]*$/.test(program) || program.endsWith('.py') || imageName(finalBase(dockerfile)) === 'python'
  );
}

/** By the variable, which Python takes for set unless it is empty or 0, or by -u among its options. */
function isUnbuffered(dockerfile: Dockerfile): boolean {
  const values = finalStages(dockerfile)
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === 'ENV')
    .flatMap(({ pairs }) => pairs.filter(({ name }) => name === variable));
  if (!['', '0', undefined].includes(values.at(-1)?.value)) return true;
  const command = finalCommand(dockerfile);
  const text = command?.list?.join(' ') ?? command?.content ?? '';
  return (
    /\b(python|pypy)[\d.]*(\s+-[A-Za-z]+)*?\s+-[A-Za-z]*u[A-Za-z]*(\s|$)/.test(text) || text.includes(`${variable}=`)
  );
}
