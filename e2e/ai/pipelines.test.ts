import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { failedRuns, goodRuns, sendPipelines, traceId } from './pipelines-world.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path,
  console: server,
  ...more,
});
const panel = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });
const rows = (page: Page): Locator => panel(page, 'Runs').locator('[data-row-id]');
const shows = (found: Locator, count: number): Promise<void> =>
  expect.poll(() => found.count(), { timeout: 10_000 }).toBe(count);
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => !document.querySelector('main section[aria-busy=true], main .animate-skeleton'),
  );
const all = failedRuns + goodRuns;

it('says how to tell of a pipeline, before any ran', async ({ open }) => {
  const { page } = await open(at('/admin/pipeline'));
  await page.getByText('No pipeline has run yet.').waitFor();
  await page.getByText("taffrail.pipeline('discovery'").waitFor();
  await expectSound(page);
});

describe('with runs', () => {
  beforeAll(() => sendPipelines(server));

  it('shows a pipeline stage by stage, and leads to its runs', async ({ open }) => {
    const { page } = await open(at('/admin/pipeline'));
    const score = panel(page, 'Health score');
    await score.getByText('Left out: no target is configured').waitFor();
    await score.getByText(`(${goodRuns} of ${all})`).waitFor();

    const rank = panel(page, 'Stages').getByRole('article', { name: 'rank' });
    await rank.getByText('8 failed').waitFor();
    await rank.getByText(`8 of ${goodRuns + 8}`).waitFor();
    await rank.getByText(/^\d\d\.\d% to \d\d\.\d%, n 40$/).waitFor();
    const write = panel(page, 'Stages').getByRole('article', { name: 'write' });
    await write.getByText('4 never ran').waitFor();
    await write.getByText('No scores').waitFor();
    await settled(page);
    await expectSound(page);

    // A stage alone, and all again.
    await rank.getByRole('link', { name: 'rank' }).click();
    await page.waitForURL(/stage=rank/);
    const rates = panel(page, 'Errors over time');
    await shows(rates.getByRole('rowheader'), 1);
    await panel(page, 'Latency by stage').getByRole('button', { name: 'Table' }).click();
    await panel(page, 'Latency by stage').getByRole('table').waitFor();
    await page.goBack();
    await shows(rates.getByRole('rowheader'), 3);

    await panel(page, 'Errors').getByText('No answer from the ranker').waitFor();
    await shows(panel(page, 'Slowest runs').getByRole('rowheader'), 10);
    await shows(panel(page, 'Latest failed runs').getByRole('rowheader'), failedRuns);

    // From a cell to the runs that it counts.
    await rates
      .getByRole('link', { name: /failed: rank$/ })
      .first()
      .click();
    await page.waitForURL(/\/admin\/pipeline-runs\?.*failedStage/);
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBeLessThanOrEqual(failedRuns);
    await settled(page);
    await expectSound(page);
    await page.goBack();

    await page.getByRole('link', { name: 'headhunt', exact: true }).click();
    await page.waitForURL(/pipeline=headhunt/);
    await score.getByText('In flight now').waitFor();
    await score.getByText('Nothing to reckon it from').waitFor();
    await page.getByText('No stage of this pipeline has been told of.').waitFor();
    await page.keyboard.press('t');
    await page.waitForURL(/range=7d/);
  });

  it('lists runs, filters them, and opens one to its flow', async ({ open }) => {
    const { page } = await open(at('/admin/pipeline', { theme: 'dark', screen: 'phone' }));
    await panel(page, 'Latest failed runs')
      .getByRole('link', { name: 'All failed runs' })
      .waitFor();
    await settled(page);
    await expectSound(page);
    await panel(page, 'Latest failed runs').getByRole('link', { name: 'All failed runs' }).click();
    await rows(page).first().waitFor();
    await settled(page);
    await page.getByRole('list', { name: 'Stages' }).first().waitFor();
    await expectSound(page);

    await page.getByLabel('Trace', { exact: true }).fill(traceId);
    await page.keyboard.press('Enter');
    await page.waitForURL(/traceId/);
    await page.getByLabel('Status').selectOption('stalled');
    await page.getByText('No run of this range matches.').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: /ago$/ }).first().click();
    await page.waitForURL(/\/admin\/pipeline-runs\/[\da-f-]{36}/);

    const flow = panel(page, 'Flow');
    // What failed is open by itself.
    const rank = flow.getByRole('region', { name: 'Stage rank' });
    await rank.getByText('No answer from the ranker within 5 s').waitFor();
    await rank.getByRole('table', { name: 'Attempts before' }).waitFor();
    await rank.getByRole('table', { name: 'Scores, newest first' }).getByText('people').waitFor();
    await flow.getByRole('button', { name: /write\s*Never ran/ }).click();
    await flow.getByRole('region', { name: 'Stage write' }).getByText('Never ran').waitFor();
    await panel(page, 'Attributes').getByText('chemicals').waitFor();
    await settled(page);
    await expectSound(page);
  });

  it('is counted on Home, with its terms', async ({ open }) => {
    const { page } = await open(at('/admin/dashboard'));
    const card = page.getByRole('article', { name: 'Pipeline health score' });
    await card.getByRole('button', { name: 'What is Pipeline health score?' }).click();
    await page.getByText(/Runs within their target: left out, no target is configured/).waitFor();
    await page.keyboard.press('Escape');
    const errors = page.getByRole('article', { name: 'Error count' });
    // Of seven days: today may have begun a minute ago.
    await page.getByRole('radio', { name: '7 days' }).check();
    await errors.getByText(/\d+ runs/).waitFor();
    await card.getByRole('link').click();
    await page.waitForURL(({ pathname }) => pathname === '/admin/pipeline');
  });

  it('is for those who may see it', async ({ open }) => {
    const as = await joinAs(server, 'finance', 'Fay Finance');
    const { page } = await open(at('/admin/pipeline', { as }));
    await page.getByText('see pipelines, their runs and scores').waitFor();
    expect(await page.getByRole('link', { name: 'Pipeline health' }).count()).toBe(0);
  });
});
