import { ServiceError } from '@planqk-service/core';

const names: Readonly<Record<string, string>> = {
  bash: 'bash',
  zsh: 'zsh',
  powershell: 'powershell',
  pwsh: 'powershell',
};

/**
 * The shell that completion is set up for when none is named: the user's, or PowerShell on Windows.
 *
 * @throws ServiceError USAGE when it is unknown, or none that there is completion for
 */
export function completionShell(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  const path = env.SHELL || (platform === 'win32' ? 'powershell' : '');
  const name =
    path
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.exe$/i, '') ?? '';
  const shell = Object.hasOwn(names, name) ? names[name] : undefined;
  if (shell !== undefined) return shell;
  const problem =
    name === '' ? 'The variable SHELL does not say which shell you use.' : `There is no completion for ${name}.`;
  const command = 'planqk-service autocomplete';
  throw new ServiceError('USAGE', {
    problem: `${problem} Name one of bash, zsh and powershell, such as "${command} bash".`,
    command,
  });
}
