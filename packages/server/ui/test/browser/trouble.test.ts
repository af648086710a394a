import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSpec, specTemplate } from '@planqk-service/core';
import { expect, test } from 'vitest';
import { serve } from '../../../test/support/serve.ts';
import { axeViolations } from '../support/axe.ts';
import { describeInBrowser, openPage, showsStatus, write } from '../support/tests.ts';

/** A specification whose input has to name between 1 and 8 qubits, all of them with this long a name. */
function specification(): string {
  const { root = {} } = loadSpec(specTemplate({ title: 'probe' }));
  const { schemas } = root['components'] as { schemas: Record<string, unknown> };
  schemas['inputData'] = {
    type: 'object',
    required: ['numberOfQubitsOfTheRegisterThatIsPreparedAndMeasured'],
    properties: { numberOfQubitsOfTheRegisterThatIsPreparedAndMeasured: { type: 'integer', minimum: 1, maximum: 8 } },
  };
  return JSON.stringify(root);
}

describeInBrowser('what goes wrong', {}, () => {
  test.each(['light', 'dark'] as const)(
    'is told within 360 pixels, and axe finds nothing, in %s',
    async (colorScheme) => {
      const changed = Promise.withResolvers<() => void>();
      const watch = (onChange: () => void) => {
        changed.resolve(onChange);
        return { [Symbol.asyncDispose]: async () => undefined };
      };
      const served = await serve({ watch, files: { 'openapi-spec.yml': specification() } });
      await using browser = await openPage({
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width: 360, height: 740 },
      });
      const { page, complaints } = browser;
      const isSound = async (what: string) => {
        expect(await page.evaluate<number>('document.documentElement.scrollWidth'), what).toBe(360);
        expect(await axeViolations(page), what).toEqual([]);
      };
      await page.goto(`${served.server.url}/ui/`);
      await page.getByText('Reset to the sample').waitFor();
      await write(page, 'data', '{"numberOfQubitsOfTheRegisterThatIsPreparedAndMeasured": 9}');
      await page.locator('.problems li').first().waitFor();
      await page.getByRole('button', { name: 'Submit', exact: true }).click();
      await page.getByRole('alert').filter({ hasText: 'The job was not accepted.' }).waitFor();
      await isSound('input that the server refuses');

      const code = `Error: ${'x'.repeat(200)}`;
      await write(
        page,
        'data',
        JSON.stringify({ numberOfQubitsOfTheRegisterThatIsPreparedAndMeasured: 3, stderr: code, exit: 3 }),
      );
      await page.getByRole('button', { name: 'Submit', exact: true }).click();
      await showsStatus(page, 'FAILED');
      await page.getByText('SERVICE_FAILED').first().waitFor();
      await isSound('a job that failed');

      await writeFile(join(served.dir, 'planqk.json'), '{');
      (await changed.promise)();
      await page.getByRole('status').filter({ hasText: 'The build of the new image failed.' }).waitFor();
      await isSound('a build that failed');

      await served[Symbol.asyncDispose]();
      await page.getByText('The server does not answer.').waitFor();
      await isSound('a server that is gone');
      await page.getByRole('button', { name: 'Run again' }).click();
      await page.getByRole('alert').filter({ hasText: 'The server does not answer.' }).waitFor();
      await isSound('a job that cannot run again');
      expect(complaints).toEqual([]);
    },
  );
});
