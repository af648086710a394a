import { expect, test } from 'vitest';
import { exampleJobs } from '../stand-in/examples.ts';
import { startStandIn } from '../stand-in/server.ts';
import { axeViolations } from '../support/axe.ts';
import { describeInBrowser, openPage, showsStatus, write } from '../support/tests.ts';

const sizes = { wide: { width: 1280, height: 860 }, narrow: { width: 360, height: 740 } };
const views = [
  ['new', '.editor .json-key'],
  ['job/VQE/interim', '.plot canvas'],
  ['job/GHZ/result', '.tree'],
  ['job/VQE/log', '.line'],
  ['job/GHZ/input', '.code'],
  ['job/GHZ/code', '.code'],
  ['jobs', '.head'],
] as const;

describeInBrowser('the page', {}, () => {
  test('what is submitted arrives as it was written, and the job is followed to its result', async () => {
    await using server = await startStandIn();
    await using browser = await openPage();
    const { page, complaints } = browser;
    await page.goto(`${server.url}/ui`);
    await page.locator('.editor .json-key').first().waitFor();
    await write(page, 'data', '{"qubits": 3, "weight": 1.0, "far": 1e400}');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await showsStatus(page, 'PENDING');
    expect(server.bodies).toEqual([
      '{"data": {"qubits": 3, "weight": 1.0, "far": 1e400}, "params": {\n  "shots": 1024,\n  "seed": 9007199254740993,\n  "readoutError": 0.02\n}}',
    ]);
    const [job] = server.jobs;
    job?.become('RUNNING');
    await showsStatus(page, 'RUNNING');
    job?.succeed('{"seed": 9007199254740993, "counts": {"00": 3, "11": 1}}');
    await showsStatus(page, 'SUCCEEDED');
    await page.getByRole('treeitem', { name: '9007199254740993' }).waitFor();
    expect(await page.locator('.bars tbody th').allInnerTexts()).toEqual(['00', '11']);
    expect(complaints).toEqual([]);
  });

  test('what is typed before the sample is filled in stays, however late that is', async () => {
    await using server = await startStandIn();
    await using browser = await openPage();
    const { page } = browser;
    // Effects come behind a frame or a short timer, in which people may type: here they come a second later.
    await page.addInitScript(() => {
      const { setTimeout } = window;
      window.requestAnimationFrame = () => 0;
      window.setTimeout = ((run: () => void, ms = 0) =>
        setTimeout(run, ms > 0 && ms <= 100 ? 1_000 : ms)) as typeof window.setTimeout;
    });
    await page.goto(`${server.url}/ui`);
    await page.locator('.lead').waitFor();
    await write(page, 'data', '{"qubits": 5}');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await showsStatus(page, 'PENDING');
    expect(server.bodies[0]).toContain('{"data": {"qubits": 5}');
  });

  test('what is told of a job while it is asked for counts, though the answer is older', async () => {
    await using server = await startStandIn();
    const job = server.add('{}');
    await using browser = await openPage({ viewport: sizes.wide });
    const { page } = browser;
    const [read, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let asked = 0;
    await page.route(`**/ui/api/jobs/${job.id}`, async (route) => {
      asked += 1;
      // Later questions get no answer: the page has only what it was told.
      if (asked > 1) return;
      const response = await route.fetch();
      read.resolve();
      await answered.promise;
      await route.fulfill({ response });
    });
    await page.goto(`${server.url}/ui`);
    await page.locator('nav .status-pending').click();
    await read.promise;
    job.become('RUNNING');
    await page.locator('nav .status-running').waitFor();
    answered.resolve();
    await showsStatus(page, 'RUNNING');
  });

  test('a mistake is told as it is typed, with its path; what is no JSON cannot be sent', async () => {
    await using server = await startStandIn();
    await using browser = await openPage();
    const { page } = browser;
    await page.goto(`${server.url}/ui`);
    await page.locator('.editor .json-key').first().waitFor();
    await write(page, 'data', '{"qubits": 0}');
    await page.locator('.problems', { hasText: 'qubits 0 is less than 1' }).waitFor();
    const submit = page.getByRole('button', { name: 'Submit', exact: true });
    expect(await submit.isEnabled()).toBe(true);
    await write(page, 'data', '{"qubits": 3,}');
    await page.locator('.problems', { hasText: 'Line 1, column 13' }).waitFor();
    expect(await submit.isDisabled()).toBe(true);
  });

  test('the plot grows while results come in, and fields are chosen', async () => {
    await using server = await startStandIn();
    const job = server.add('{}');
    job.become('RUNNING');
    job.report('{"step": 1, "energy": -1, "error": 0.5}');
    await using browser = await openPage();
    const { page } = browser;
    await page.goto(`${server.url}/ui#/job/${job.id}`);
    await page.getByRole('img', { name: 'energy, error over step, 1 results' }).waitFor();
    job.report('{"step": 2, "energy": -1.5, "error": 0.25}');
    await page.getByRole('img', { name: 'energy, error over step, 2 results' }).waitFor();
    await page.getByRole('checkbox', { name: 'error' }).uncheck();
    await page.getByLabel('x axis').selectOption('energy');
    await page.getByRole('img', { name: 'energy over energy, 2 results' }).waitFor();
  });

  test('of 20,000 interim results each one is asked for once', async () => {
    await using server = await startStandIn();
    const job = server.add('{}');
    job.become('RUNNING');
    const report = (from: number, to: number) => {
      for (let step = from; step <= to; step += 1) job.report(`{"step": ${step}, "energy": -${step}.5}`);
    };
    report(1, 15_000);
    await using browser = await openPage();
    const { page, complaints } = browser;
    await page.goto(`${server.url}/ui#/job/${job.id}/interim`);
    await page.getByRole('img', { name: 'energy over step, 15000 results' }).waitFor();
    report(15_001, 18_000);
    await page.getByRole('img', { name: 'energy over step, 18000 results' }).waitFor();
    report(18_001, 20_000);
    job.succeed('{}');
    await page.getByRole('img', { name: 'energy over step, 20000 results' }).waitFor();
    await page.getByLabel('Number of the interim result').fill('17');
    await page.getByRole('treeitem').filter({ hasText: '-17.5' }).waitFor();
    expect(server.interimTold.reduce((sum, count) => sum + count, 0)).toBe(20_000);
    expect(complaints).toEqual([]);
  });

  test('a log of 200,000 lines is searched and filtered, and few of its lines are in the document', async () => {
    await using server = await startStandIn();
    const job = server.add('{}');
    job.become('RUNNING');
    for (let line = 1; line <= 200_000; line += 1)
      job.log.push({ stream: line % 2 === 1 ? 'stdout' : 'stderr', text: `line ${line}` });
    job.succeed('{}');
    await using browser = await openPage();
    const { page } = browser;
    await page.goto(`${server.url}/ui#/job/${job.id}/log`);
    await page.getByText('200,000 lines', { exact: true }).waitFor();
    expect(await page.locator('.line').count()).toBeLessThan(120);
    await page.getByLabel('Search in the log').fill('line 199999');
    await page.locator('.line', { hasText: 'line 199999' }).waitFor();
    expect(await page.locator('mark').allInnerTexts()).toEqual(['line 199999']);
    await page.getByRole('radio', { name: 'stderr' }).check();
    await page.getByText('No line matches.').waitFor();
  });

  test('a server that goes away is told of, and its return is noticed without a reload', async () => {
    const first = await startStandIn();
    const job = first.add('{}');
    job.become('RUNNING');
    await using browser = await openPage();
    const { page } = browser;
    await page.goto(`${first.url}/ui#/job/${job.id}`);
    await showsStatus(page, 'RUNNING');
    await first[Symbol.asyncDispose]();
    await page.getByText('The server does not answer.').waitFor();
    await showsStatus(page, 'RUNNING');
    const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/input'));
    await page.getByRole('tab', { name: 'Input' }).click();
    await failed;
    await page.getByText('Loading …').waitFor({ state: 'detached' });
    expect(await page.getByText('The server does not answer.').count(), 'said once').toBe(1);
    job.succeed('{"a": 1}');
    await using second = await startStandIn({ port: first.port, jobs: first.jobs });
    await showsStatus(page, 'SUCCEEDED');
    await page.getByText('The server does not answer.').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Edit and submit' }).waitFor();
    expect(second.port).toBe(first.port);
  });

  test('a token is asked for, refused when wrong, and kept for the tab', async () => {
    await using server = await startStandIn({ token: 'right' });
    server.add('{}');
    await using browser = await openPage();
    const { page } = browser;
    await page.goto(`${server.url}/ui`);
    await page.getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('The server does not accept that token.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Token').fill('right');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('.jobs li').waitFor();
    await page.reload();
    await page.locator('.jobs li').waitFor();
  });

  test('thousands of jobs come page by page, newest first', async () => {
    await using server = await startStandIn();
    for (let index = 0; index < 3_000; index += 1) server.add('{}', index * 1_000);
    await using browser = await openPage();
    const { page } = browser;
    await page.goto(`${server.url}/ui#/jobs`);
    await page.getByText('All (3,000)').waitFor({ state: 'attached' });
    const rows = page.locator('.jobs li');
    expect(await rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Show older jobs' }).click();
    await rows.nth(99).waitFor();
    server.add('{}').become('RUNNING');
    await rows.first().locator('.status-running').waitFor();
    expect(await rows.count()).toBe(101);
  });

  test('everything can be done with the keyboard alone', async () => {
    await using server = await startStandIn({
      onJob: (job) => {
        job.become('RUNNING');
        job.succeed('{"a": {"b": 1}}');
      },
    });
    await using browser = await openPage();
    const { page } = browser;
    await page.goto(`${server.url}/ui`);
    await page.locator('.editor .json-key').first().waitFor();
    const focused = () =>
      page.evaluate<string>(
        'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? ""',
      );
    const tabTo = async (name: string | RegExp) => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab');
        const now = await focused();
        if (typeof name === 'string' ? now === name : name.test(now)) return;
      }
      throw new Error(`The Tab key never reached ${name}.`);
    };
    await tabTo('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+Enter');
    await showsStatus(page, 'SUCCEEDED');
    await tabTo(/^Result/);
    await page.keyboard.press('ArrowRight');
    await page.getByText('The service printed no interim results.').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.tree').waitFor();
    await tabTo(/^\{/);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.getByRole('treeitem').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^a/);
  });

  test.each(['light', 'dark'] as const)('axe finds nothing, in %s', async (colorScheme) => {
    await using server = await startStandIn();
    const { vqe, ghz } = exampleJobs(server);
    await using browser = await openPage({ colorScheme, reducedMotion: 'reduce', viewport: sizes.wide });
    const { page, complaints } = browser;
    for (const [view, ready] of views) {
      await page.goto('about:blank');
      await page.goto(`${server.url}/ui#/${view.replace('VQE', vqe.id).replace('GHZ', ghz.id)}`);
      await page.locator(ready).first().waitFor();
      expect(await axeViolations(page), view).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  test('360 pixels are wide enough: nothing has to be scrolled sideways', async () => {
    await using server = await startStandIn();
    const { vqe, ghz } = exampleJobs(server);
    await using browser = await openPage({ viewport: sizes.narrow });
    const { page } = browser;
    for (const [view, ready] of views) {
      await page.goto('about:blank');
      await page.goto(`${server.url}/ui#/${view.replace('VQE', vqe.id).replace('GHZ', ghz.id)}`);
      await page.locator(ready).first().waitFor();
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), view).toBe(360);
    }
  });

  test('the switch chooses the colours, and they stay', async () => {
    await using server = await startStandIn();
    await using browser = await openPage({ colorScheme: 'light' });
    const { page } = browser;
    await page.goto(`${server.url}/ui`);
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.locator('html[data-theme=dark]').waitFor();
    await page.reload();
    await page.locator('html[data-theme=dark]').waitFor();
  });
});
