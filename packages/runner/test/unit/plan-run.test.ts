import { describe, expect, it } from 'vitest';
import { containerSpec, keepingOf } from '../../src/docker/container-spec.ts';
import { executionLabels, parseOwner } from '../../src/run/labels.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { somePlan, someProject } from '../support/samples.ts';

const gigabyte = 1024 ** 3;

describe('planRun', () => {
  it('hands the input on as the raw text it was, and writes {} for what is absent', () => {
    const { inputDir, inputFiles } = somePlan();
    expect(inputDir).toBe('/var/input');
    expect(inputFiles).toEqual([
      { name: 'data.json', text: '{"n":1.0}' },
      { name: 'params.json', text: '{}' },
    ]);
  });

  it("takes the limits of the project's planqk.json", () => {
    expect(somePlan({ project: someProject() }).limits).toEqual({ cpu: 2, memoryBytes: 4 * gigabyte });
  });

  it('sets no limits without a project', () => {
    expect(somePlan().limits).toBeUndefined();
  });

  it('sets the one limit it is given, also without a project', () => {
    expect(somePlan({ limits: { memoryBytes: 5 } }).limits).toEqual({ memoryBytes: 5 });
    expect(somePlan({ limits: { cpu: 0.5 } }).limits).toEqual({ cpu: 0.5 });
  });

  it('lets a given limit win over the project, each for itself', () => {
    const project = someProject();
    expect(somePlan({ project, limits: { cpu: 1 } }).limits).toEqual({ cpu: 1, memoryBytes: 4 * gigabyte });
  });

  it('lifts the limits when told so', () => {
    expect(somePlan({ project: someProject(), limits: false }).limits).toBeUndefined();
  });

  it.each([
    ['auto', 0, undefined],
    ['auto', 2, { count: 2, required: false }],
    ['required', 0, { count: 1, required: true }],
    ['required', 2, { count: 2, required: true }],
    ['none', 2, undefined],
  ] as const)('asks for a GPU: %s with %i in planqk.json', (gpu, count, expected) => {
    const resources = { cpu: 1, memory: 1, gpu: { type: 'NVIDIA_TESLA_T4', count } };
    expect(somePlan({ gpu, project: someProject({ resources }) }).gpu).toEqual(expected);
  });

  it('gives a plain process the commands of the project', () => {
    const commands = { start: ['python3', 'main.py'] };
    expect(somePlan({ project: someProject({ process: commands }) }).process).toEqual({ dir: '/project', commands });
    expect(somePlan({ project: someProject() })).not.toHaveProperty('process');
  });
});

describe('containerSpec', () => {
  const specOf = (plan: RunPlan, gpu?: RunPlan['gpu']) =>
    containerSpec(plan, gpu, keepingOf({ podman: false, detached: false }));

  it('runs without a terminal, with an init process, with nothing written to a log', () => {
    expect(specOf(somePlan())).toMatchObject({
      Image: 'sha256:1234',
      Tty: false,
      HostConfig: { AutoRemove: true, Init: true, LogConfig: { Type: 'none' } },
    });
  });

  it('labels what it creates with the execution and its owner', () => {
    expect(specOf(somePlan()).Labels).toEqual({
      'planqk-service.execution': 'e1',
      'planqk-service.owner': 'here/7',
    });
  });

  it('translates the limits, without swap', () => {
    const { HostConfig } = specOf(somePlan({ limits: { cpu: 0.5, memoryBytes: 64 } }));
    expect(HostConfig).toMatchObject({ CpuPeriod: 100_000, CpuQuota: 50_000, Memory: 64, MemorySwap: 64 });
  });

  it('leaves out the limit that is not set', () => {
    const memoryOnly = specOf(somePlan({ limits: { memoryBytes: 64 } })).HostConfig;
    expect(memoryOnly).toMatchObject({ Memory: 64 });
    expect(memoryOnly).not.toHaveProperty('CpuQuota');
    expect(specOf(somePlan({ limits: { cpu: 1 } })).HostConfig).not.toHaveProperty('Memory');
    expect(specOf(somePlan()).HostConfig).not.toHaveProperty('Memory');
  });

  it('passes the environment, also values with "=" and line breaks', () => {
    const env = { A: 'x=y', B: 'one\ntwo', C: '' };
    expect(specOf(somePlan({ env })).Env).toEqual(['A=x=y', 'B=one\ntwo', 'C=']);
  });

  it('cuts the network off only when told so', () => {
    expect(specOf(somePlan({ network: 'none' })).HostConfig).toMatchObject({ NetworkMode: 'none' });
    expect(specOf(somePlan()).HostConfig).not.toHaveProperty('NetworkMode');
  });

  it('asks for the GPUs it is given', () => {
    const { HostConfig } = specOf(somePlan(), { count: 2, required: true });
    expect(HostConfig?.DeviceRequests).toEqual([{ Driver: 'nvidia', Count: 2, Capabilities: [['gpu']] }]);
  });
});

describe('labels', () => {
  it.each([
    { host: 'here', pid: 7 },
    { host: 'a/b', pid: 123456 },
  ])('name the owner %j so that it is read back', (owner) => {
    expect(parseOwner(executionLabels({ executionId: 'e', owner })['planqk-service.owner'])).toEqual(owner);
  });

  it.each([undefined, '', 'here', 'here/', 'here/x', '/7'])('of another kind name nobody: %s', (label) => {
    expect(parseOwner(label)).toBeUndefined();
  });
});
