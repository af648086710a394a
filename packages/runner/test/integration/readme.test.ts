import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { projectFolder } from '../support/folders.ts';
import { describeOnEngines } from '../support/on-engines.ts';
import { examples } from '../support/readme.ts';

const service = [
  'FROM debian:trixie-slim',
  `CMD ["sh", "-c", "echo 'PlanQK:Job:InterimResult: 1'; echo \\"PlanQK:Job:Result: $(cat /var/input/data.json)\\""]`,
].join('\n');

describeOnEngines('the examples of the README', ['docker', 'podman'], (engine) => {
  it.each([
    ['running a service', examples[0], '{"shots": 1000}\n'],
    ['an execution that outlives the program', examples[1], 'interim 1\njob-1 SUCCEEDED {"shots": 1000}\n'],
  ])('run as they stand there: %s', async (_, example = '', printed) => {
    await using folder = await projectFolder({ 'my-service/Dockerfile': service, 'example.mjs': example });
    const modules = join(folder.path, 'node_modules', '@planqk-service');
    await mkdir(modules, { recursive: true });
    await symlink(fileURLToPath(new URL('../../../core', import.meta.url)), join(modules, 'core'), 'junction');
    const output = execFileSync(process.execPath, ['example.mjs'], {
      cwd: folder.path,
      env: { ...process.env, DOCKER_HOST: engine.address },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(output).toBe(printed);
  });
});
