import { ServiceError } from '@planqk-service/core/runtime';
import type { DetachedExecution, DetachedReference } from '../engine/detached.ts';
import type { EngineRun } from '../engine/port.ts';
import { executionLabel, storeLabel } from '../run/labels.ts';
import type { ContainerDetails, DockerClient, ListedContainer } from './client.ts';
import { readingOf } from './container-spec.ts';
import { DetachedEnd, DetachedRun } from './detached-run.ts';
import { endingOf } from './find-ending.ts';
import { KeptLog } from './kept-log.ts';
import { UsageSampler } from './sample-usage.ts';
import { ServiceOutput } from './service-output.ts';

export async function listDetached(client: DockerClient, store: string): Promise<DetachedExecution[]> {
  const containers = await containersOf(client, store);
  return containers.map(({ labels, state }) => ({ executionId: labels[executionLabel] ?? '', state: stateOf(state) }));
}

export async function removeDetached(client: DockerClient, reference: DetachedReference): Promise<void> {
  const containers = await containersOf(client, reference.store);
  const meant = containers.filter(({ labels }) => labels[executionLabel] === reference.executionId);
  await Promise.all(meant.map(({ id }) => client.remove(id)));
}

/** @throws ServiceError EXECUTION_NOT_FOUND */
export async function reattach(client: DockerClient, reference: DetachedReference): Promise<EngineRun> {
  const { executionId, store } = reference;
  const container = (await containersOf(client, store)).find(({ labels }) => labels[executionLabel] === executionId);
  const details = container && (await client.inspectContainer(container.id));
  if (container === undefined || details === undefined) {
    throw new ServiceError('EXECUTION_NOT_FOUND', { executionId, reason: 'the engine does not know it.' });
  }
  const state = stateOf(details.State.Status);
  if (state === 'created') {
    throw new ServiceError('EXECUTION_NOT_FOUND', { executionId, reason: 'it was created, but never started.' });
  }
  return takeUp(client, container.id, executionId, details, state === 'exited');
}

function takeUp(
  client: DockerClient,
  id: string,
  executionId: string,
  details: ContainerDetails,
  hasEnded: boolean,
): EngineRun {
  const end = hasEnded ? undefined : new DetachedEnd(client, id);
  const log = new KeptLog(client, id, readingOf(details.HostConfig.LogConfig.Type), end?.ending);
  const output = new ServiceOutput(log, [...(details.Config.Entrypoint ?? []), ...(details.Config.Cmd ?? [])][0] ?? '');
  const sampler = new UsageSampler((stopped) => client.stats(id, stopped));
  if (!hasEnded) sampler.start();
  const leave = () => {
    end?.leave();
    sampler.stop();
  };
  const ending = end?.ending ?? Promise.resolve(endingOf(details));
  const startedAt = new Date(details.State.StartedAt);
  return new DetachedRun(client, id, { executionId, output, ending, sampler, leave, startedAt });
}

/** Compared here, because engines read patterns into what they are asked for. */
async function containersOf(client: DockerClient, store: string): Promise<ListedContainer[]> {
  return (await client.listByLabel(storeLabel)).filter(({ labels }) => labels[storeLabel] === store);
}

function stateOf(state: string): DetachedExecution['state'] {
  if (state === 'created' || state === 'configured' || state === 'initialized') return 'created';
  return state === 'exited' || state === 'dead' || state === 'stopped' ? 'exited' : 'running';
}
