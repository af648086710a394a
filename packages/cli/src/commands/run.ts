import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { loadProject, type Project, ServiceError, type ServiceInput } from '@planqk-service/core';
import type { EngineKind, Image, Runner } from '@planqk-service/runner';
import type { buildProject } from '../actions/build-project.ts';
import { runOnce } from '../actions/run-once.ts';
import { ServiceCommand } from '../base-command.ts';
import { boundFlags, buildFlags, engineFlags, envFlags } from '../engine-flags.ts';
import { parseDuration } from '../input/duration.ts';
import { readEnv } from '../input/key-values.ts';
import { readInput } from '../input/read-input.ts';
import { inputFlags } from '../input-flags.ts';
import { reportError } from '../render/report-error.ts';

export default class Run extends ServiceCommand {
  static override summary = 'Run the service once, as the platform would, and print its result.';
  static override description =
    `Builds the image if anything has changed, starts one container with the input in place, shows its log and interim results on stderr, and prints the result JSON on stdout.

--data and --params take JSON text, @FILE, or - for standard input; without them the files of the project's input/ folder are used. CPU and memory are limited as planqk.json says. --inspect adds what the platform will see in the output, as "planqk-service inspect" does. What a project was given and what came of it stay in .planqk-service/ until the next run, for "planqk-service test --record".

Exit codes: 0 a result was printed, 2 usage, 3 invalid input, 4 build failed, 5 the service failed, 6 no or no valid result, 7 timed out, 9 no engine, 130 interrupted.`;
  static override examples = [
    '<%= config.bin %> run',
    `<%= config.bin %> run --data '{"qubits": 5}' --params @params.json`,
    '$ cat data.json | <%= config.bin %> run --data - --json | jq .data.outcome.result',
    '<%= config.bin %> run --image my-service:1.0 --data @data.json --network none --timeout 5m',
    '<%= config.bin %> run --engine process --watch',
  ];
  static override args = {
    // Otherwise oclif takes it from standard input, which belongs to `--data -`.
    dir: Args.string({ description: 'Folder of the project (default: here; with --image: none).', ignoreStdin: true }),
  };
  static override flags = {
    ...inputFlags,
    ...envFlags,
    timeout: Flags.string({
      description: 'Stop the service after this time, such as 90s, 5m or 2h.',
      helpValue: 'DURATION',
      helpGroup: 'SERVICE',
    }),
    ...boundFlags,
    network: Flags.string({
      description: 'none cuts the service off the network.',
      options: ['default', 'none'],
      default: 'default',
      helpGroup: 'SERVICE',
    }),
    gpu: Flags.string({
      description: 'auto uses a GPU if planqk.json asks for one and the engine has one.',
      options: ['auto', 'required', 'none'],
      default: 'auto',
      helpGroup: 'SERVICE',
    }),
    inspect: Flags.boolean({
      description: 'Also tell what the platform will see in the output, line by line.',
      helpGroup: 'SERVICE',
    }),
    ...engineFlags,
    ...buildFlags,
    image: Flags.string({
      description: 'Run this image instead of building the project.',
      helpValue: 'NAME',
      helpGroup: 'BUILD',
    }),
    watch: Flags.boolean({
      char: 'w',
      description: 'Build and run again whenever the project changes.',
      helpGroup: 'BUILD',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run);
    const { world } = this;
    const runOptions = {
      timeoutMs: flags.timeout === undefined ? undefined : parseDuration('--timeout', flags.timeout),
      graceMs: parseDuration('--grace', flags.grace),
      limits: flags.limits ? undefined : (false as const),
      network: flags.network as 'default' | 'none',
      gpu: flags.gpu as 'auto' | 'required' | 'none',
      env: await readEnv(flags, world.env),
    };
    if (flags.image !== undefined && flags.watch) {
      throw new ServiceError('USAGE', {
        problem: '--watch builds again after each change, so it cannot go with --image.',
        command: 'planqk-service run',
      });
    }
    // An image can be run from anywhere; only a folder that was named has to be a project.
    const wantsProject = flags.image === undefined || args.dir !== undefined;
    const dir = args.dir ?? '.';
    const load = async (): Promise<{ project: Project | undefined; input: ServiceInput; warnings: string[] }> => {
      const project = wantsProject ? await loadProject(dir, world.platform) : undefined;
      const { input, warnings } = await readInput(flags, project, world);
      return { project, input, warnings: [...(project?.warnings ?? []), ...warnings] };
    };
    const { createRunner } = await import('@planqk-service/runner');
    // The engine is looked for while the input is read. That there is none is told behind what is wrong with the input.
    // Not disposed of: every execution cleans up for itself, and waiting for the engine to do so would delay the answer.
    const opening = createRunner({ engine: flags.engine as EngineKind | undefined, dockerHost: flags['docker-host'] });
    opening.catch(() => undefined);
    const first = await load();
    const runner = await opening;
    const once = async (loaded: Awaited<ReturnType<typeof load>>, signal?: AbortSignal): Promise<number> => {
      const image = await this.#image(runner, loaded.project, flags);
      return runOnce(runner, image, loaded.input, loaded.project, world, {
        start: runOptions,
        json: flags.json,
        inspect: flags.inspect,
        warnings: loaded.warnings,
        ...(signal && { signal }),
      });
    };
    if (!flags.watch) process.exitCode = await once(first);
    else {
      const [{ repeatOnChange }, { watchProject }] = await Promise.all([
        import('../actions/repeat-on-change.ts'),
        import('../actions/watch-project.ts'),
      ]);
      const again = async (signal: AbortSignal) => {
        try {
          await once(await load(), signal);
        } catch (error) {
          if (!world.interruption.requested.aborted) reportError(error, { json: flags.json }, world);
        }
      };
      await repeatOnChange(again, (onChange) => watchProject(dir, onChange), world);
    }
  }

  async #image(
    runner: Runner,
    project: Project | undefined,
    flags: { image?: string | undefined; json: boolean } & Parameters<typeof buildProject>[2],
  ): Promise<Image> {
    if (flags.image !== undefined) return runner.findImage(flags.image);
    const { buildProject } = await import('../actions/build-project.ts');
    const { image } = await buildProject(runner, project as Project, flags, this.world);
    return image;
  }
}
