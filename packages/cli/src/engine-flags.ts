import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';

/**
 * The project's folder, for commands that work on one.
 *
 * oclif reads an argument that is not given from standard input, which belongs to `--data -` here.
 */
export const dirArgs = {
  dir: Args.string({ description: 'Folder of the project.', default: '.', ignoreStdin: true }),
};

/** Which engine, for commands that need one. */
export const engineFlags = {
  engine: Flags.string({
    description: 'docker (default): a container, as on the platform; process: a plain process, for the quick loop.',
    options: ['docker', 'process'],
    helpGroup: 'ENGINE',
  }),
  'docker-host': Flags.string({
    description: 'Address of the engine, such as unix:///run/user/1000/docker.sock; otherwise it is looked for.',
    helpValue: 'ADDRESS',
    helpGroup: 'ENGINE',
  }),
};

/** Variables of the service, for commands that run it. */
export const envFlags = {
  env: Flags.string({
    char: 'e',
    description: 'Variable of the service, NAME=value; a NAME alone takes the value from the environment.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME=VALUE',
    helpGroup: 'SERVICE',
  }),
  'env-file': Flags.string({
    description: 'File of NAME=value lines; its values are never shown.',
    helpValue: 'FILE',
    helpGroup: 'SERVICE',
  }),
};

/** How a service is held within bounds, for commands that run it once. */
export const boundFlags = {
  grace: Flags.string({
    description: 'Time between asking the service to stop and ending it by force.',
    helpValue: 'DURATION',
    default: '10s',
    helpGroup: 'SERVICE',
  }),
  limits: Flags.boolean({
    description: 'Limit CPU and memory as planqk.json says.',
    default: true,
    allowNo: true,
    helpGroup: 'SERVICE',
  }),
};

/** How an image is built, for commands that build. */
export const buildFlags = {
  'build-arg': Flags.string({
    description: 'Build argument NAME=value; a NAME alone takes the value from the environment.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME=VALUE',
    helpGroup: 'BUILD',
  }),
  'no-cache': Flags.boolean({ description: 'Repeat every step of the build.', helpGroup: 'BUILD' }),
  native: Flags.boolean({
    description: "Build for this machine's processor instead of linux/amd64, which the platform runs.",
    helpGroup: 'BUILD',
  }),
};

/** Running the service on its sample input, for commands that otherwise need no engine: the rest means nothing without `run`. */
export const sampleRunFlags = {
  run: Flags.boolean({ description: 'Also build the service and run it on input/.', helpGroup: 'RUN' }),
  ...onlyWithRun({
    timeout: Flags.string({
      description: 'With --run: stop the service after this time, such as 90s, 5m or 2h.',
      helpValue: 'DURATION',
      helpGroup: 'RUN',
    }),
    ...engineFlags,
    ...buildFlags,
  }),
};

function onlyWithRun<T extends Readonly<Record<string, object>>>(flags: T): T {
  const dependent = Object.entries(flags).map(([name, flag]) => [name, { ...flag, dependsOn: ['run'] }]);
  return Object.fromEntries(dependent) as T;
}
