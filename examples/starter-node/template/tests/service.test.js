import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

function run(data, params) {
  const folder = mkdtempSync(join(tmpdir(), 'service-test-'));
  writeFileSync(join(folder, 'data.json'), data);
  writeFileSync(join(folder, 'params.json'), params);
  const main = fileURLToPath(new URL('../service/main.js', import.meta.url));
  const options = { env: { ...process.env, PLANQK_INPUT_DIR: folder }, encoding: 'utf8' };
  const { status, stdout } = spawnSync(process.execPath, [main], options);
  rmSync(folder, { recursive: true });
  const line = stdout.split('\n').find((text) => text.startsWith('PlanQK:Job:Result: '));
  return { status, result: JSON.parse(line.slice('PlanQK:Job:Result: '.length)) };
}

test('counts what came up, the same for the same seed', () => {
  const first = run('{"coins": 2}', '{"shots": 50, "seed": 3}');
  assert.equal(first.status, 0);
  assert.equal(Object.values(first.result.counts).reduce((a, b) => a + b), 50);
  assert.deepEqual(run('{"coins": 2}', '{"shots": 50, "seed": 3}'), first);
});

for (const [data, params] of [['{}', '{}'], ['{"coins": 1.5}', '{}'], ['{', '{}'], ['[]', '{}'], ['{"coins": 1}', '{"shots": 0}']]) {
  test(`refuses ${data} with ${params}`, () => {
    const { status, result } = run(data, params);
    assert.deepEqual([status, result.code], [1, 'INVALID_INPUT']);
  });
}
