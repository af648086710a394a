import { type Requirement, ServiceError } from '@planqk-service/core/runtime';

/** A tool that was looked for. */
export interface FoundTool {
  readonly tool: string;
  readonly version: string;
}

/**
 * Looks for the tools that a service needs to run as a process.
 *
 * @throws ServiceError TOOL_MISSING for the first one that is absent or too old
 */
export async function checkRequirements(requirements: readonly Requirement[], cwd: string): Promise<FoundTool[]> {
  return Promise.all(requirements.map((requirement) => checkRequirement(requirement, cwd)));
}

async function checkRequirement(
  { command, version: range, install = '' }: Requirement,
  cwd: string,
): Promise<FoundTool> {
  // Loaded here: every program that imports this package would pay for them otherwise.
  const [{ execa }, { default: semver }] = await Promise.all([import('execa'), import('semver')]);
  const [tool = '', ...args] = command;
  const { stdout, stderr, failed, code } = await execa(tool, args, { cwd, reject: false, stdin: 'ignore' });
  if (failed) {
    const reason =
      code === 'ENOENT' ? 'it was not found in PATH' : `"${command.join(' ')}" fails: ${stderr.split('\n')[0]}`;
    throw new ServiceError('TOOL_MISSING', { tool, reason, install });
  }
  const version = semver.coerce(stdout || stderr)?.version ?? 'unknown';
  if (range !== undefined && !semver.satisfies(version, range)) {
    throw new ServiceError('TOOL_MISSING', {
      tool,
      reason: `version ${range} is needed and ${version} is installed`,
      install,
    });
  }
  return { tool, version };
}
