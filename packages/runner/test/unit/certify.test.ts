import { allProbes, createInput, isServiceError, JsonText, type TestCase } from '@planqk-service/core';
import { describe, expect, it } from 'vitest';
import { type CertifyEvent, type CertifyOptions, type CertifyPlan, certify } from '../../src/certify/index.ts';
import { createRunner, type Image } from '../../src/index.ts';
import { MemoryEngine, type MemoryService } from '../../src/testing/index.ts';

const sample = createInput({ data: '{"n": 3}', params: '{"seed": 1}' }).input;

/** Strict about its input; ends when it is asked to. */
const good: MemoryService = ({ files, stdout }) => {
  try {
    const { n } = JSON.parse(files['data.json'] ?? '');
    if (typeof n !== 'number' || n > 64) throw new TypeError('n');
    stdout(`PlanQK:Job:Result: {"n": ${n}}\n`);
    return 0;
  } catch {
    stdout('PlanQK:Job:Result: {"code": "INVALID_INPUT", "detail": "n"}\n');
    return 1;
  }
};

function caseOf(name: string, expected: string, data = '{"n": 3}'): TestCase {
  return { name, input: createInput({ data }).input, compare: [], expected: JsonText.from(expected, name) };
}

async function certified(
  service: MemoryService,
  plan: Partial<CertifyPlan> = {},
  options: Partial<CertifyOptions> & { image?: Partial<Image> } = {},
) {
  const engine = new MemoryEngine({ service });
  await using runner = await createRunner({ engine });
  const image = { ...engine.addImage('x'), ...options.image };
  const whole = { cases: [], probes: [], sample, skipped: new Map(), ...plan };
  const certification = await certify(runner, image, whole, { concurrency: 2, graceMs: 50, ...options });
  const statuses = Object.fromEntries(certification.verdicts.map(({ id, status }) => [id, status]));
  return { engine, statuses, ...certification };
}

const probes = (...ids: string[]) => allProbes.filter(({ id }) => ids.includes(id));

describe('certify', () => {
  it('passes a service that does everything right, cases first', async () => {
    const { verdicts } = await certified(good, { cases: [caseOf('three', '{"n": 3}')], probes: allProbes });
    expect(verdicts.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(verdicts.map(({ id }) => id)).toEqual(['case/three', ...allProbes.map(({ id }) => `probe/${id}`)]);
    for (const { executions, durationMs } of verdicts) {
      expect(executions).toBeGreaterThan(0);
      expect(durationMs).toBeGreaterThanOrEqual(0);
    }
  });

  it('executes once what several tests want', async () => {
    const { engine } = await certified(good, {
      cases: [{ ...caseOf('same', '{"n": 3}'), input: sample }],
      probes: probes('output', 'empty-data', 'unknown-user'),
    });
    const seen = engine.runs.map(({ inputFiles, confinement }) => [inputFiles[0]?.text, confinement.user]);
    expect(seen.sort()).toEqual([
      ['{"n": 3}', undefined],
      ['{"n": 3}', '54321:54321'],
      ['{}', undefined],
    ]);
  });

  it('asks the engine for what each probe says', async () => {
    const { engine } = await certified(good, { probes: allProbes }, { limits: { cpu: 1 } });
    const conditions = engine.runs.map(({ network, confinement, limits }) => ({ network, ...confinement, ...limits }));
    const usual = { network: 'default', cpu: 1 };
    for (const expected of [
      usual,
      { ...usual, network: 'none' },
      { ...usual, readOnlyInput: true },
      { ...usual, readOnlyRoot: true },
      { ...usual, user: '54321:54321' },
      { ...usual, withoutInit: true },
      { ...usual, memoryBytes: 16 * 1024 ** 2 },
    ])
      expect(conditions).toContainEqual(expected);
    const names = engine.runs.map(({ inputFiles }) => inputFiles.map(({ name }) => name).join());
    expect(new Set(names)).toEqual(new Set(['data.json,params.json', 'data.json', '']));
  });

  it('never runs more at a time than it may', async () => {
    let running = 0;
    let most = 0;
    const counting: MemoryService = async (call) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      return good(call);
    };
    await certified(counting, { probes: allProbes }, { concurrency: 3 });
    expect(most).toBe(3);
  });

  it('stops a service once it has printed something, and finds one that goes on', async () => {
    const deaf: MemoryService = async (call) => {
      call.stderr('at work\n');
      if (call.plan.confinement.withoutInit) await new Promise(() => undefined);
      return good(call);
    };
    const listening: MemoryService = async (call) => {
      call.stderr('at work\n');
      if (!call.plan.confinement.withoutInit) return good(call);
      await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
      return 143;
    };
    expect((await certified(deaf, { probes: probes('sigterm') })).statuses).toEqual({ 'probe/sigterm': 'warned' });
    expect((await certified(listening, { probes: probes('sigterm') })).statuses).toEqual({ 'probe/sigterm': 'passed' });
  });

  it('ends what hangs after the time that it is given', async () => {
    const hanging: MemoryService = (call) =>
      call.files['data.json'] === '{}' ? new Promise(() => undefined) : good(call);
    const { verdicts } = await certified(hanging, { probes: probes('empty-data') }, { timeoutMs: 50 });
    expect(verdicts[0]?.findings).toMatchObject([{ message: expect.stringContaining('does not come to an end') }]);
  });

  it('tells how cases ended, for those who want to update them', async () => {
    const cases = [caseOf('right', '{"n": 3.0}'), caseOf('wrong', '{"n": 4}'), caseOf('refused', '{}', '{"n": 65}')];
    const { statuses, outcomes, verdicts } = await certified(good, { cases });
    expect(statuses).toEqual({ 'case/right': 'passed', 'case/wrong': 'failed', 'case/refused': 'failed' });
    expect(outcomes.get('wrong')?.result?.text).toBe('{"n": 3}');
    expect(verdicts[1]?.findings[0]?.message).toBe('`result.n` is 3, expected 4.');
  });

  it('skips what says nothing, and says why', async () => {
    const failing: MemoryService = ({ stderr }) => {
      stderr('no\n');
      return 1;
    };
    const { verdicts } = await certified(failing, {
      probes: probes('output', 'empty-data', 'unicode', 'no-network'),
      skipped: new Map([['no-network', 'a backend']]),
    });
    expect(verdicts.map(({ status, skipped }) => skipped ?? status)).toEqual([
      'failed',
      'passed',
      'The service gives no result for the sample input.',
      'a backend',
    ]);
  });

  it('asks a plain process nothing that needs a container', async () => {
    const { engine, statuses } = await certified(good, { probes: allProbes }, { image: { engine: 'process' } });
    const skipped = Object.keys(statuses).filter((id) => statuses[id] === 'skipped');
    expect(skipped).toEqual(allProbes.filter(({ needsContainer }) => needsContainer).map(({ id }) => `probe/${id}`));
    expect(engine.runs.every(({ confinement }) => Object.keys(confinement).length === 0)).toBe(true);
  });

  it('with bail begins nothing after the first failure', async () => {
    const cases = ['a', 'b', 'c', 'd'].map((name) => caseOf(name, '0', `{"n": 3, "name": "${name}"}`));
    const { engine, statuses } = await certified(good, { cases }, { bail: true, concurrency: 1 });
    expect(statuses).toMatchObject({ 'case/a': 'failed', 'case/d': 'skipped' });
    // The next one may have begun before the verdict.
    expect(engine.runs.length).toBeLessThanOrEqual(2);
  });

  it('tells when tests begin and what comes of them', async () => {
    const events: CertifyEvent[] = [];
    await certified(good, { probes: probes('output') }, { onEvent: (event) => events.push(event) });
    expect(events).toMatchObject([
      { type: 'started', id: 'probe/output' },
      { type: 'finished', verdict: { id: 'probe/output', status: 'passed', why: expect.any(String) } },
    ]);
  });
});

describe('certify, when it is interrupted or its engine goes away,', () => {
  const waiting: MemoryService = ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve));
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      (error: unknown) => (isServiceError(error) ? error.code : String(error)),
    );

  it('stops what runs, begins nothing more, and leaves nothing', async () => {
    const stop = new AbortController();
    const engine = new MemoryEngine({ service: waiting });
    await using runner = await createRunner({ engine });
    const plan = { cases: [caseOf('a', '0')], probes: allProbes, sample, skipped: new Map() };
    const options = { concurrency: 2, signal: stop.signal, onEvent: () => stop.abort() };
    expect(await codeOf(certify(runner, engine.addImage('x'), plan, options))).toBe('INTERRUPTED');
    expect(engine.runs.length).toBeLessThanOrEqual(2);
    expect(engine.left).toEqual([]);
  });

  it('tells that, instead of blaming the service', async () => {
    const engine = new MemoryEngine({ service: waiting });
    await using runner = await createRunner({ engine });
    const plan = { cases: [caseOf('a', '0'), caseOf('b', '0', '{}')], probes: [], sample, skipped: new Map() };
    const onEvent = () => setImmediate(() => engine.lose());
    expect(await codeOf(certify(runner, engine.addImage('x'), plan, { concurrency: 1, onEvent }))).toBe('ENGINE_LOST');
    expect(engine.runs).toHaveLength(1);
  });
});
