import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContainerEvents } from '../src/container-events.ts';
import { clientOf, leftBy } from '../src/containers.ts';
import { interrupt, phases, signals } from '../src/interruptions.ts';
import { processesWith } from '../src/processes.ts';
import { makeProbe } from '../src/projects.ts';
import { service, startService } from '../src/service.ts';
import type { ContainerEngine } from '../src/shared.ts';
import { hostOf, suite } from '../src/suite.ts';

const times = 10;
/**
 * How long the step of a build takes that is interrupted, as the first digits of its seconds. Docker ends it at once.
 * Podman lets it come to its end and begins no other, as Docker 26.1 does with one that has only just begun, and by
 * what is known of the fault its neighbours (docs/probes), so that there it takes seconds.
 */
const runningStep = (engine: ContainerEngine, version: string) =>
  engine === 'docker' && !/^(2[3-6]|27\.0)\./.test(version) ? '6' : '4.';
const combinations = phases.flatMap((phase) => signals.map((signal) => ({ ...phase, signal })));

for (const engine of ['docker', 'podman'] satisfies ContainerEngine[]) {
  const host = hostOf(engine);
  const env = { DOCKER_HOST: host };

  describe.skipIf(host === undefined)(`planqk-service on ${engine}, interrupted,`, () => {
    const client = clientOf(host ?? 'unix:///none');
    let events: ContainerEvents;
    let probe: string;
    let slow: string;
    let firstDigits: string;

    beforeAll(async () => {
      firstDigits = runningStep(engine, (await client.version()).Version);
      events = await ContainerEvents.of(client);
      [probe, slow] = await Promise.all([
        makeProbe(`interrupt-${engine}`),
        makeProbe(`slow-${engine}`, { files: { Dockerfile: slowBuild } }),
      ]);
      expect(await service(['build', probe], { env })).toMatchObject({ exitCode: 0 });
    });
    afterAll(() => events[Symbol.dispose]());

    test.each(combinations)(`leaves no container behind: $signal during $name, ${times} times`, async (combination) => {
      const { name, data, signal, moment, exitCodes } = combination;
      const builds = name === 'its build';
      const mark = String(Math.floor(Math.random() * 1e9));
      const start = (index: number) => {
        const args = ['run', builds ? slow : probe, '--data', JSON.stringify(data)];
        const seconds = `${firstDigits}${mark}${index}`;
        return startService(builds ? [...args, '--build-arg', `SECONDS_TO_WAIT=${seconds}`] : args, { env });
      };
      const { pids, ends } = await interrupt(times, signal, start, (command) => moment(command, events));

      // By then the answer is out, and the command may have ended before the signal or while it was about to.
      const mayBeOver = name === 'the removal';
      if (signal === 'SIGKILL') {
        for (const end of ends)
          expect(end.signal ?? end.exitCode).toBe(mayBeOver && end.exitCode === 0 ? 0 : 'SIGKILL');
        expect(await service(['doctor', probe], { env })).toMatchObject({ exitCode: 0 });
      } else {
        for (const { exitCode, stderr, stdout } of ends) {
          if (mayBeOver && exitCode === null) continue;
          expect(exitCodes, stderr).toContain(exitCode);
          expect(stdout).toBe(exitCode === 0 ? '1\n' : '');
          if (exitCode === 130) expect(stderr).toMatch(/^Error: Interrupted while .*\nTry: .*INTERRUPTED/m);
        }
      }
      // The engine itself removes what has ended, some moments later.
      await expect.poll(() => leftBy(client, pids), { timeout: 10_000 }).toEqual([]);
      // An engine takes a moment to end the steps of a build that nobody waits for any more.
      if (builds) await expect.poll(() => processesWith(mark), { timeout: 15_000 }).toEqual([]);
    });

    test('ends a service that ignores SIGTERM at once when Ctrl-C is pressed twice', async () => {
      const data = JSON.stringify({ wait: true, ignoreSigterm: true });
      const command = startService(['run', probe, '--data', data, '--grace', '10m'], { env });
      await command.shows('ready');
      command.kill('SIGINT');
      await command.shows('press Ctrl-C again');
      command.kill('SIGINT');
      expect(await command.ended).toMatchObject({ exitCode: 130, stdout: '' });
      await expect.poll(() => leftBy(client, [command.pid]), { timeout: 10_000 }).toEqual([]);
    });

    test('gives a service that ignores SIGTERM no longer than its time of grace', async () => {
      const data = JSON.stringify({ wait: true, ignoreSigterm: true });
      const command = startService(['run', probe, '--data', data, '--grace', '1s'], { env });
      await command.shows('ready');
      command.kill('SIGINT');
      expect(await command.ended).toMatchObject({ exitCode: 130, stdout: '' });
      await expect.poll(() => leftBy(client, [command.pid]), { timeout: 10_000 }).toEqual([]);
    });
  });
}

describe('planqk-service with a plain process, interrupted,', () => {
  let probe: string;

  beforeAll(async () => {
    probe = await makeProbe('process');
  });

  test.each(signals)(
    `leaves neither a process nor a folder behind: %s during its run, ${times} times`,
    async (signal) => {
      const folder = join(suite.folder, `process ${signal}`);
      await mkdir(folder);
      const processEnv = { TMPDIR: folder, PLANQK_E2E: folder };
      const args = ['run', probe, '--engine', 'process'];
      const start = () => startService([...args, '--data', '{"wait":true}'], { env: processEnv });
      const { ends } = await interrupt(times, signal, start, (command) => command.shows('ready'));

      if (signal !== 'SIGKILL') expect(ends.map(({ exitCode }) => exitCode)).toEqual(Array(times).fill(130));
      else {
        // What a killed run has left is for the next one to remove.
        const next = await service([...args, '--data', '{"print":"PlanQK:Job:Result: 1\\n"}'], { env: processEnv });
        expect(next).toMatchObject({ exitCode: 0, stdout: '1\n' });
      }
      expect((await readdir(folder)).filter((name) => name.startsWith('planqk-service-run-'))).toEqual([]);
      await expect.poll(() => processesWith(`PLANQK_E2E=${folder}`, 'environ')).toEqual([]);
    },
  );

  test('ends a service that ignores SIGTERM at once when Ctrl-C is pressed twice', async () => {
    const data = JSON.stringify({ wait: true, ignoreSigterm: true });
    const args = ['run', probe, '--data', data, '--grace', '10m', '--engine', 'process'];
    const command = startService(args);
    await command.shows('ready');
    command.kill('SIGINT');
    await command.shows('press Ctrl-C again');
    command.kill('SIGINT');
    expect(await command.ended).toMatchObject({ exitCode: 130, stdout: '' });
  });
});

const slowBuild = `FROM python:3.13-slim-trixie
COPY probe.py /probe.py
ARG SECONDS_TO_WAIT
RUN exec sleep $SECONDS_TO_WAIT
RUN exec sleep 10$SECONDS_TO_WAIT
ENTRYPOINT ["python3", "-u", "/probe.py"]
`;
