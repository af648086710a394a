import { expect, test } from 'vitest';
import { interimLine } from '../support/probe.ts';
import { type Served, serve } from '../support/serve.ts';

interface Page {
  readonly results: unknown[];
  readonly next: string;
  readonly complete: boolean;
}

async function pagesOf(served: Served, id: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (let from = '0'; ; from = pages.at(-1)?.next as string) {
    const { body } = await served.ask('GET', `/ui/api/jobs/${id}/interim?from=${from}`);
    pages.push(body as Page);
    if ((body as Page).complete || (body as Page).results.length === 0) return pages;
  }
}

test('interim results are told page by page, each of them once and as it was printed', async () => {
  await using served = await serve();
  const printed = Array.from({ length: 20_000 }, (_, step) => `{"step": ${step}, "text": "${'x'.repeat(100)}"}`);
  const id = await served.submit({ print: printed.map(interimLine).join('') });
  await served.reaches(id, 'SUCCEEDED');
  const pages = await pagesOf(served, id);
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flatMap(({ results }) => results)).toEqual(printed.map((text) => JSON.parse(text)));
  const { text } = await served.ask('GET', `/ui/api/jobs/${id}/interim?from=${pages[0]?.next}`);
  expect(text).toContain(`[${printed[pages[0]?.results.length as number]},`);
});

test('an interim result that is longer than a page is a page of its own', async () => {
  await using served = await serve();
  const long = `"${'x'.repeat(3_000_000)}"`;
  const id = await served.submit({ print: ['1', long, '2', '3'].map(interimLine).join('') });
  await served.reaches(id, 'SUCCEEDED');
  const pages = await pagesOf(served, id);
  expect(pages.map(({ results }) => results)).toEqual([[1], [JSON.parse(long)], [2, 3]]);
});

test('what follows later is found where the last page ended, and nothing follows a job that is over', async () => {
  await using served = await serve();
  const id = await served.submit({ print: interimLine('1'), wait: true, printThen: interimLine('2') });
  await expect.poll(async () => (await served.ask('GET', `/${id}/interim-results`)).text).toBe('[1]');
  const first = (await served.ask('GET', `/ui/api/jobs/${id}/interim`)).body as Page;
  expect(first).toEqual({ results: [1], next: expect.any(String), complete: false });
  const none = (await served.ask('GET', `/ui/api/jobs/${id}/interim?from=${first.next}`)).body;
  expect(none).toEqual({ results: [], next: first.next, complete: false });
  served.engine.release();
  await served.reaches(id, 'SUCCEEDED');
  const rest = (await served.ask('GET', `/ui/api/jobs/${id}/interim?from=${first.next}`)).body;
  expect(rest).toEqual({ results: [2], next: expect.any(String), complete: true });
});

test('a job without interim results has an empty page, and a place inside of a result is refused', async () => {
  await using served = await serve();
  const [none, some] = [await served.submit({}), await served.submit({ print: interimLine('[1, 2]') })];
  await Promise.all([served.reaches(none, 'SUCCEEDED'), served.reaches(some, 'SUCCEEDED')]);
  const empty = await served.ask('GET', `/ui/api/jobs/${none}/interim`);
  expect(empty.body).toEqual({ results: [], next: '0', complete: true });
  for (const from of ['3', '4000', '-1', 'x']) {
    const { status, body } = await served.ask('GET', `/ui/api/jobs/${some}/interim?from=${from}`);
    expect([from, status, body]).toMatchObject([from, 400, { code: 'QUERY_INVALID' }]);
  }
});
