import { dockerfileRule } from '../dockerfile/rule.ts';
import { finalCommand, lastOf } from '../dockerfile/stages.ts';
import { isBrokenList } from './dockerfile-exec-form.ts';

export const dockerfileShellForm = dockerfileRule({
  id: 'dockerfile-shell-form',
  severity: 'warning',
  about: 'A shell in front of the service swallows the signal that asks it to stop.',
  look: (dockerfile) => {
    const command = finalCommand(dockerfile);
    if (command === undefined || command.list !== undefined || isBrokenList(command)) return [];
    // With exec the shell makes way for the service.
    if (command.content === '' || /^exec\s/.test(command.content)) return [];
    const words = plainWords(command.content);
    const ignored = command.keyword === 'ENTRYPOINT' ? lastOf(dockerfile, 'CMD') : undefined;
    return [
      {
        message: `${command.keyword} starts a shell, which does not pass on the signal to stop${ignored === undefined ? '' : `, and ignores CMD in line ${ignored.line}`}.`,
        remedy:
          words === undefined
            ? `Write a list, ${command.keyword} ["program", "argument"], or put exec in front of the program.`
            : `Write ${command.keyword} ${JSON.stringify(words).replaceAll('","', '", "')}.`,
        line: command.line,
      },
    ];
  },
});

/** The words of a command in which a shell has nothing to do. */
function plainWords(content: string): readonly string[] | undefined {
  return /^[\w./:=@,+ -]+$/.test(content) && !/^\S+=/.test(content) ? content.split(/ +/) : undefined;
}
