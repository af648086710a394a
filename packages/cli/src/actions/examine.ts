import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isServiceError, loadProject, ServiceError } from '@planqk-service/core';
import {
  checkRequirements,
  createRunner,
  type EngineInfo,
  type EngineProbe,
  platformOfPlanqk,
  probeEngines,
} from '@planqk-service/runner';
import type { World } from '../world.ts';

const littleSpaceBytes = 2 * 1024 ** 3;

/** One thing that was looked at. */
export interface Examined {
  /** `info` is worth telling, but neither good nor bad. */
  readonly level: 'ok' | 'info' | 'warning' | 'error';
  readonly subject: string;
  readonly detail: string;
  /** What to do; empty where nothing is to be done. */
  readonly remedy: string;
}

export interface Examination {
  readonly engine: EngineInfo | undefined;
  readonly candidates: readonly EngineProbe[];
  /** Ids of the executions of killed commands whose remains were removed, by where they ran. */
  readonly swept: { readonly docker: readonly string[]; readonly process: readonly string[] };
  readonly findings: readonly Examined[];
  /** The first thing that keeps a service from being built and run here. */
  readonly problem: ServiceError | undefined;
}

/** Looks at everything that a build or a run will need, without changing anything but removing what was left behind. */
export async function examine(dir: string, dockerHost: string | undefined, world: World): Promise<Examination> {
  const candidates = await probeEngines({ dockerHost, env: world.env });
  const oneAnswers = candidates.some(({ failure }) => failure === undefined);
  const findings: Examined[] = [ok('Node.js', process.version), ...candidates.map(examineCandidate(oneAnswers))];
  let engine: EngineInfo | undefined;
  let containers: readonly string[] = [];
  let problem: ServiceError | undefined;
  if (oneAnswers) {
    await using runner = await createRunner({ dockerHost, env: world.env });
    engine = await runner.info();
    ({ removed: containers } = await runner.sweep());
    findings.push(...(await examineEngine(engine)));
  } else {
    problem = new ServiceError('NO_ENGINE', { tried: candidates.map(toTried) });
    findings.push({
      level: 'error',
      subject: 'engine',
      detail: 'no container engine answers',
      remedy: 'Start one of those named above, or use --engine process.',
    });
  }
  await using processes = await createRunner({ engine: 'process' });
  const swept = { docker: containers, process: (await processes.sweep()).removed };
  findings.push(...examineRemains(swept));
  const project = await examineProject(dir, world);
  findings.push(...project.findings);
  return { engine, candidates, swept, findings, problem: problem ?? project.problem };
}

function examineRemains({ docker, process }: Examination['swept']): Examined[] {
  const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
  const containers = `removed ${count(docker.length, 'container')} of commands that were killed`;
  const processes = `removed ${count(process.length, 'run')} of --engine process, of commands that were killed`;
  return [
    ...(docker.length === 0 ? [] : [ok('left behind', containers)]),
    ...(process.length === 0 ? [] : [ok('left behind', processes)]),
  ];
}

function toTried({ source, address, failure }: EngineProbe) {
  return { source, address, reason: failure?.reason ?? '', remedy: failure?.remedy ?? '' };
}

function examineCandidate(oneAnswers: boolean): (probe: EngineProbe) => Examined {
  return ({ source, address, failure }) => {
    const subject = `engine at ${address || source}`;
    if (failure === undefined) return ok(subject, `answers (${source})`);
    return {
      level: oneAnswers ? 'info' : 'warning',
      subject,
      detail: `${failure.reason} (${source})`,
      remedy: oneAnswers ? '' : failure.remedy,
    };
  };
}

async function examineEngine(engine: EngineInfo): Promise<Examined[]> {
  const findings = [
    ok('engine', `${engine.name}, API ${engine.apiVersion}, ${engine.cpus} CPUs, storage ${engine.storageDriver}`),
  ];
  if (engine.platform === platformOfPlanqk) findings.push(ok('platform', engine.platform));
  else {
    findings.push({
      level: 'warning',
      subject: 'platform',
      detail: `${engine.platform}; the platform runs ${platformOfPlanqk}, which is emulated here`,
      remedy: 'Services run slower than on the platform. Use --native for quick loops.',
    });
  }
  const free = await freeBytes(engine.dataRoot);
  if (free !== undefined) {
    const detail = `${(free / 1024 ** 3).toFixed(1)} GB free at ${engine.dataRoot}`;
    findings.push(
      free < littleSpaceBytes
        ? { level: 'warning', subject: 'disk', detail, remedy: 'Make room: docker system prune' }
        : ok('disk', detail),
    );
  }
  return findings;
}

/** Undefined where the engine's folder is on another machine or not ours to see. */
async function freeBytes(folder: string | undefined): Promise<number | undefined> {
  if (folder === undefined) return undefined;
  const stats = await statfs(folder)
    .catch(() => statfs(dirname(folder)))
    .catch(() => undefined);
  return stats && stats.bavail * stats.bsize;
}

async function examineProject(dir: string, world: World): Promise<Pick<Examination, 'findings' | 'problem'>> {
  try {
    const project = await loadProject(dir, world.platform);
    const about = [
      ok('project', `${project.name} in ${project.dir}`),
      ...project.warnings.map((detail) => ({ level: 'warning' as const, subject: 'project', detail, remedy: '' })),
    ];
    if (project.process === undefined) return { findings: about, problem: undefined };
    const tools = await Promise.all(
      (project.process.requires ?? []).map(async (requirement) => {
        try {
          const [found] = await checkRequirements([requirement], project.dir);
          return ok(`tool ${found?.tool}`, `version ${found?.version}`);
        } catch (error) {
          if (!isServiceError(error)) throw error;
          return {
            level: 'warning' as const,
            subject: `tool ${requirement.command[0]}`,
            detail: error.message,
            remedy: `${error.hint} Only --engine process needs it.`,
          };
        }
      }),
    );
    return { findings: [...about, ...tools], problem: undefined };
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const finding = { level: 'error' as const, subject: 'project', detail: error.message, remedy: error.hint };
    return { findings: [finding], problem: error };
  }
}

function ok(subject: string, detail: string): Examined {
  return { level: 'ok', subject, detail, remedy: '' };
}
