import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { specTemplate } from '@planqk-service/core';
import { createRunner } from '@planqk-service/runner';
import { MemoryEngine } from '@planqk-service/runner/testing';
import { expect, test } from 'vitest';
import { createServer } from '../../../src/index.ts';
import { describeInBrowser, openPage } from '../support/tests.ts';

describeInBrowser('/docs', {}, () => {
  test("shows the project's own specification, and trying it out runs jobs under the page's security policy", async () => {
    await using stack = new AsyncDisposableStack();
    const project = await mkdtemp(join(tmpdir(), 'planqk-docs-'));
    stack.defer(() => rm(project, { recursive: true, force: true }));
    await writeFile(join(project, 'Dockerfile'), 'FROM scratch\n');
    await writeFile(
      join(project, 'planqk.json'),
      '{"name": "docs", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
    );
    await writeFile(
      join(project, 'openapi-spec.yml'),
      specTemplate({ title: 'A service of ours', description: 'Says 42.' }),
    );
    const engine = new MemoryEngine({ service: ({ stdout }) => stdout('PlanQK:Job:Result: {"answer": 42}\n') });
    const runner = stack.use(await createRunner({ engine }));
    const server = stack.use(await createServer({ project, runner, temporary: true }));
    const { page, complaints } = stack.use(await openPage());

    await page.goto(`${server.url}/docs`);
    await page.getByText('A service of ours').waitFor();
    const operation = (path: string, method: string) =>
      page.locator(`.opblock-${method}`, { has: page.locator(`[data-path="${path}"]`) });
    const answerOf = async (path: string, method: string, id?: string) => {
      const block = operation(path, method);
      await block.locator('.opblock-summary').click();
      await block.getByRole('button', { name: 'Try it out' }).click();
      if (id !== undefined) await block.getByPlaceholder('id').fill(id);
      await block.getByRole('button', { name: 'Execute' }).click();
      const live = block.locator('.live-responses-table');
      const status = await live.locator('.response-col_status').last().textContent();
      return { status: status?.trim(), text: (await live.locator('.microlight').first().textContent()) ?? '' };
    };

    const posted = await answerOf('/', 'post');
    expect(posted.status).toBe('201');
    const { id } = JSON.parse(posted.text) as { id: string };
    await expect
      .poll(async () => (await (await fetch(`${server.url}/${id}`)).json()) as object)
      .toMatchObject({ status: 'SUCCEEDED' });
    expect(await answerOf('/{id}/result', 'get', id)).toEqual({ status: '200', text: '{\n  "answer": 42\n}' });
    expect(complaints).toEqual([]);
  });
});
