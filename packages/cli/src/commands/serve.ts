import * as Flags from '@oclif/core/flags';
import { profileV1 } from '@planqk-service/core';
import { scenarioNames } from '../actions/open-scenario.ts';
import { serveProject } from '../actions/serve-project.ts';
import { ServiceCommand } from '../base-command.ts';
import { checkToken } from '../client/token.ts';
import { buildFlags, dirArgs, engineFlags } from '../engine-flags.ts';
import { parseDuration } from '../input/duration.ts';
import { parseKeep } from '../input/keep.ts';
import { parseKeyValues, readEnv } from '../input/key-values.ts';
import { parseWhole } from '../input/number.ts';
import { parseHostNames, parseListenHost, parseOrigins } from '../input/server-names.ts';

export default class Serve extends ServiceCommand {
  static override summary = "Serve the platform's Service API on this machine, for the real container.";
  static override description =
    `Builds the image, listens, and prints one line when it is ready. POST / accepts a job, GET /{id} tells its status, GET /{id}/result its result; every job runs in a container of its own. /docs shows the service's specification, /ui a page to work with.

Jobs are kept in .planqk-service/ of the project and survive the end of this command at any moment: jobs that wait or run go on with the next "serve". Ctrl-C lets running jobs finish for --grace; a second one stops at once. "planqk-service clean" removes what is kept.

With --engine process a job ends with the server; everything else is the same.`;
  static override examples = [
    '<%= config.bin %> serve',
    '<%= config.bin %> serve --port 0 --json',
    '<%= config.bin %> serve --watch --engine process',
    '<%= config.bin %> serve --scenario everything --seed 7',
    '<%= config.bin %> serve --host 0.0.0.0 --token "$TOKEN" --allow-host build-server --concurrency 4 --keep 7d',
  ];
  static override args = dirArgs;
  static override flags = {
    port: Flags.string({
      char: 'p',
      description: 'Port to listen on; 0 takes any that is free.',
      helpValue: 'PORT',
      default: String(profileV1.defaultPort),
      helpGroup: 'SERVER',
    }),
    host: Flags.string({
      description: 'Address to listen on; 0.0.0.0 for all of this machine.',
      helpValue: 'HOST',
      default: '127.0.0.1',
      helpGroup: 'SERVER',
    }),
    token: Flags.string({
      description: 'Demand "Authorization: Bearer TOKEN" of every request.',
      helpValue: 'TOKEN',
      env: 'PLANQK_SERVICE_SERVE_TOKEN',
      helpGroup: 'SERVER',
    }),
    insecure: Flags.boolean({
      description: 'Listen on other addresses than those of this machine without a token.',
      helpGroup: 'SERVER',
    }),
    'allow-host': Flags.string({
      description: 'Further name that requests may be sent to, such as host.docker.internal.',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME',
      helpGroup: 'SERVER',
    }),
    cors: Flags.string({
      description: 'Origin whose pages may use the server, such as http://localhost:3000.',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'ORIGIN',
      helpGroup: 'SERVER',
    }),
    validate: Flags.boolean({
      description: 'Refuse input that is not what openapi-spec.yml says.',
      default: true,
      allowNo: true,
      helpGroup: 'SERVER',
    }),
    strict: Flags.boolean({
      description: 'Refuse requests larger than the platform accepts.',
      helpGroup: 'SERVER',
    }),
    concurrency: Flags.string({
      char: 'c',
      description: 'Jobs that run at the same time; the others wait (default: the processors of this machine).',
      helpValue: 'N',
      helpGroup: 'JOBS',
    }),
    'job-timeout': Flags.string({
      description: 'Stop a job after this time, such as 90s, 5m or 2h.',
      helpValue: 'DURATION',
      helpGroup: 'JOBS',
    }),
    keep: Flags.string({
      description: 'Keep so many jobs that are over, such as 1000, or for so long, such as 7d (default: all).',
      helpValue: 'N|AGE',
      helpGroup: 'JOBS',
    }),
    grace: Flags.string({
      description: 'Time that running jobs have when the server is asked to stop.',
      helpValue: 'DURATION',
      default: '10s',
      helpGroup: 'JOBS',
    }),
    env: Flags.string({
      char: 'e',
      description: 'Variable of the service, NAME=value; a NAME alone takes the value from the environment.',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME=VALUE',
      helpGroup: 'JOBS',
    }),
    'env-file': Flags.string({
      description: 'File of NAME=value lines; its values are never shown.',
      helpValue: 'FILE',
      helpGroup: 'JOBS',
    }),
    limits: Flags.boolean({
      description: 'Limit CPU and memory as planqk.json says.',
      default: true,
      allowNo: true,
      helpGroup: 'JOBS',
    }),
    network: Flags.string({
      description: 'none cuts the service off the network.',
      options: ['default', 'none'],
      default: 'default',
      helpGroup: 'JOBS',
    }),
    gpu: Flags.string({
      description: 'auto uses a GPU if planqk.json asks for one and the engine has one.',
      options: ['auto', 'required', 'none'],
      default: 'auto',
      helpGroup: 'JOBS',
    }),
    scenario: Flags.string({
      description: `Misbehave, to test clients: a JSON file, or one of ${scenarioNames.join(', ')}.`,
      helpValue: 'FILE|NAME',
      helpGroup: 'FAULTS',
    }),
    seed: Flags.string({
      description: 'What the chance of the scenario begins with; the same seed brings the same faults.',
      helpValue: 'N',
      helpGroup: 'FAULTS',
      dependsOn: ['scenario'],
    }),
    ...engineFlags,
    ...buildFlags,
    watch: Flags.boolean({
      char: 'w',
      description: 'Build again whenever the project changes; running jobs keep their image.',
      helpGroup: 'BUILD',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Serve);
    const { world } = this;
    const seed = flags.seed === undefined ? undefined : parseWhole('--seed', flags.seed, { from: 0, to: 2 ** 32 - 1 });
    const options = {
      port: parseWhole('--port', flags.port, { from: 0, to: 65_535 }),
      host: parseListenHost('--host', flags.host),
      token: flags.token === undefined ? undefined : checkToken(flags.token, '--token'),
      insecure: flags.insecure,
      allowHosts: parseHostNames('--allow-host', flags['allow-host'] ?? []),
      corsOrigins: parseOrigins('--cors', flags.cors ?? []),
      validate: flags.validate,
      bodyLimitBytes: flags.strict ? profileV1.limits.inputByValueBytes : undefined,
      concurrency:
        flags.concurrency === undefined
          ? undefined
          : parseWhole('--concurrency', flags.concurrency, { from: 1, to: 1_000 }),
      jobTimeoutMs:
        flags['job-timeout'] === undefined ? undefined : parseDuration('--job-timeout', flags['job-timeout']),
      keep: flags.keep === undefined ? undefined : parseKeep('--keep', flags.keep),
      graceMs: parseDuration('--grace', flags.grace),
      engine: flags.engine as 'docker' | 'process',
      dockerHost: flags['docker-host'],
      start: {
        limits: flags.limits ? undefined : (false as const),
        network: flags.network as 'default' | 'none',
        gpu: flags.gpu as 'auto' | 'required' | 'none',
        env: await readEnv(flags, world.env),
      },
      build: {
        buildArgs: parseKeyValues('--build-arg', flags['build-arg'] ?? [], world.env),
        noCache: flags['no-cache'],
        native: flags.native,
      },
    };
    const scenario = flags.scenario === undefined ? undefined : { name: flags.scenario, seed };
    await serveProject(args.dir, options, { json: flags.json, watch: flags.watch, scenario }, world);
  }
}
