import { ServiceError } from '@planqk-service/core/runtime';
import { type Candidate, findCandidates, type Surroundings } from './candidates.ts';
import type { DockerClient } from './client.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';
import { type ConnectionFailure, explainConnection } from './explain-connection.ts';

type OpenDocker = (endpoint: Endpoint) => DockerClient;

export interface Connection {
  readonly client: DockerClient;
  readonly candidate: Candidate;
  readonly podman: boolean;
}

interface Attempt {
  readonly candidate: Candidate;
  readonly connection?: Connection;
  readonly failure?: ConnectionFailure;
}

/**
 * Finds the first engine that answers.
 *
 * @param open makes a client of an endpoint; passed in because loading dockerode is slow and tests need none
 * @throws ServiceError NO_ENGINE, naming every candidate with its reason
 */
export async function connect(world: Surroundings, open: OpenDocker, host?: string): Promise<Connection> {
  const tried = [];
  for (const candidate of findCandidates(world, host)) {
    const { connection, failure } = await attempt(candidate, world, open);
    if (connection) return connection;
    tried.push({ source: candidate.source, address: candidate.address, reason: '', remedy: '', ...failure });
  }
  throw new ServiceError('NO_ENGINE', { tried });
}

/** Tries every candidate and tells what came of it. */
export async function probeAll(
  world: Surroundings,
  open: OpenDocker,
  host?: string,
): Promise<(Pick<Candidate, 'source' | 'address'> & { failure?: ConnectionFailure })[]> {
  const attempts = await Promise.all(findCandidates(world, host).map((candidate) => attempt(candidate, world, open)));
  return attempts.map(({ candidate: { source, address }, failure }) => ({
    source,
    address,
    ...(failure && { failure }),
  }));
}

async function attempt(candidate: Candidate, world: Surroundings, open: OpenDocker): Promise<Attempt> {
  try {
    if (candidate.address === '') throw new Error('the Docker client knows no context of that name');
    const client = open(parseEndpoint(candidate.address, candidate.tlsDir));
    return { candidate, connection: { client, candidate, ...(await client.ping()) } };
  } catch (error) {
    return { candidate, failure: explainConnection(error, candidate, world.platform) };
  }
}
