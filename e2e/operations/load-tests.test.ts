import type { LoadTestRun } from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { formatLatency, formatRate } from '../../packages/web/src/lib/format.ts';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { visit } from '../harness/within-console.ts';
import { listRuns, sendLines, sendLoadTests, sendRun } from './load-tests-world.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

/** Between neighbours of a row, in pixels. */
const smallestGap = (marks: Locator): Promise<number> =>
  marks.evaluateAll((elements) => {
    const boxes = elements.map((element) => element.getBoundingClientRect());
    const gaps = boxes.slice(1).map(({ left }, index) => left - (boxes[index]?.right ?? left));
    return Math.min(...gaps);
  });

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path,
  console: server,
  ...more,
});
const list = '/admin/load-tests';
const health = '/admin/operations/health';

const panel = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('region', { name, exact: true });
const rows = (page: Page): Locator => panel(page, 'Runs').locator('[data-row-id]');
const shows = (found: Locator, count: number): Promise<void> =>
  expect.poll(() => found.count(), { timeout: 10_000 }).toBe(count);
const settled = async (page: Page): Promise<void> => {
  await rows(page).first().waitFor();
  await page.waitForFunction(
    () => !document.querySelector('main section[aria-busy=true], main .animate-skeleton'),
  );
};

describe('before anything has run', () => {
  it('says how to report a run, and how to have one run', async ({ open }) => {
    const { page } = await open(at(list));
    await page.getByText('No load test has been run yet.').waitFor();
    await page.getByText('k6 run --out json=run.json').waitFor();
    await page.getByText("name: 'checkout'").waitFor();
    await expectSound(page);
    await visit(page, health);
    await panel(page, 'Load tests, last 5').getByText('No load test has been run yet.').waitFor();
  });
});

describe('with runs', () => {
  let latest: LoadTestRun;
  let runs: readonly LoadTestRun[];
  beforeAll(async () => {
    await sendLoadTests(server);
    runs = await listRuns(server);
    const [first] = runs;
    if (!first) throw new Error('There are runs.');
    latest = first;
  });

  it('lists them with what the API says, page by page', async ({ open }) => {
    const { page } = await open(at(list));
    await settled(page);
    expect(await rows(page).count()).toBe(20);
    const text = await rows(page).first().innerText();
    for (const part of [
      'checkout',
      'Failed',
      formatLatency(latest.tail?.ms ?? Number.NaN),
      formatRate(latest.errorRate ?? Number.NaN),
      'Yes',
    ])
      expect(text).toContain(part);
    await panel(page, 'Last runs of checkout')
      .getByText(/last 640 ms; 2 of 20 did not/)
      .waitFor();
    await page.getByRole('button', { name: 'Older' }).click();
    await page.waitForURL(/after=/);
    await shows(rows(page), 5);
    await page.getByRole('button', { name: 'Newer' }).click();
    await shows(rows(page), 20);
  });

  it('filters by test and verdict, and Back takes it back', async ({ open }) => {
    const { page } = await open(at(list));
    await settled(page);
    await page.keyboard.press('f');
    await page.keyboard.press('s');
    await page.waitForURL(/f=plan\.in\./);
    await shows(rows(page), 2);
    await panel(page, 'Last runs of search').waitFor();
    await page.getByLabel('Verdict').selectOption('aborted');
    await page.waitForURL(/f=verdict\.in\.aborted/);
    await shows(rows(page), 1);
    expect(await rows(page).innerText()).toContain('Aborted');
    await page.getByLabel('Verdict').selectOption('missed');
    await page.getByText('No run matches these filters.').waitFor();
    await page.goBack();
    await shows(rows(page), 1);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await shows(rows(page), 20);
  });

  it('opens a row by keys alone, to samples that are text, and leads on', async ({ open }) => {
    const { page } = await open(at(list));
    await settled(page);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/peek=/);
    const button = rows(page)
      .first()
      .getByRole('button', { name: /Details of checkout/ });
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    const failed = page.getByRole('region', { name: 'POST /discoveries, status 503' });
    await failed.getByText('312 times').waitFor();
    expect(await failed.getByText('?page=0&token=[scrubbed]').count()).toBe(1);
    expect(await failed.getByText('2,141 ms').count()).toBe(1);
    const odd = page.getByRole('region', { name: 'GET /leads, status 500' });
    await odd.getByText("<script>document.title = 'taken'</script>").waitFor();
    await expectSound(page);
    await page.getByRole('link', { name: 'Whole run' }).press('Enter');
    await page.waitForURL(`**/load-tests/${latest.id}`);
    await page.goBack();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.search.includes('peek'));
  });

  it('shows a run against its baseline, and against another', async ({ open }) => {
    const { page } = await open(at(`${list}/${latest.id}`));
    const thresholds = page.getByRole('table', { name: 'Thresholds of the run' });
    await thresholds.waitFor();
    expect(await thresholds.getByRole('row').nth(1).innerText()).toMatch(/Crossed/);
    await page.getByText('2 of 2 thresholds crossed.').first().waitFor();
    await page.getByText('Written by rules, no model').waitFor();
    const endpoints = page.getByRole('table', { name: /^Endpoints/ });
    const leads = endpoints.getByRole('row').filter({ hasText: 'GET /leads' });
    expect(await leads.innerText()).toMatch(/up \d+\.\d%, worse since the baseline/);
    await page.getByRole('link', { name: 'the run compared with' }).first().waitFor();
    const other = runs.find(({ verdict, id }) => verdict === 'failed' && id !== latest.id);
    await page.getByLabel('Compare with').selectOption(other?.id ?? '');
    await page.waitForURL(new RegExp(`baseline=${other?.id ?? 'none'}`));
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('baseline'));
    await expectSound(page);
  });

  it('shows over its time what a report tells by the second', async ({ open }) => {
    await sendLines(server, 'seconds');
    const sent = () =>
      listRuns(server).then((all) => all.find((r) => r.loadTest.name === 'seconds'));
    await expect.poll(sent, { timeout: 10_000 }).toBeDefined();
    const { page } = await open(at(`${list}/${(await sent())?.id ?? ''}`));
    const over = panel(page, 'Over the test’s time');
    await over.getByText(/^p95 between \d+ ms and \d+ ms, highest on/).waitFor();
    await over.locator('canvas').waitFor();
    const cursor = over.getByRole('slider');
    await cursor.focus();
    await page.keyboard.press('Home');
    expect(await cursor.getAttribute('aria-valuetext')).toMatch(
      /Virtual users 0, Requests \S+\/s, p95 \d+ ms, Errors 0\/s$/,
    );
    await over.getByRole('button', { name: 'Show as a table' }).click();
    expect(await over.getByRole('row').count()).toBe(21);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      over.getByRole('link', { name: 'Export CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^load-test-run-\d{4}-\d\d-\d\d\.csv$/);
    // What is drawn for a wide screen makes room on a narrow one.
    await page.setViewportSize({ width: 380, height: 800 });
    await expect.poll(() => over.boundingBox().then((box) => box?.width)).toBeLessThan(380);
    await expectSoundInBothThemes(page);
    await visit(page, `${list}/${latest.id}`);
    await over.getByText('The report has figures of the whole run only.').waitFor();
  });

  it('accepts a run as the baseline, and takes it back', async ({ open }) => {
    const { page } = await open(at(`${list}/${runs[1]?.id ?? ''}`));
    await page.getByRole('button', { name: 'Accept as new baseline' }).click();
    await page.getByRole('button', { name: 'No longer the baseline' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Accept as new baseline' }).waitFor();
  });

  it('shows the last five on the health page, and takes in what comes', async ({ open }) => {
    const { page } = await open(at(health));
    const card = panel(page, 'Load tests, last 5');
    await shows(card.locator('[data-row-id]'), 5);
    await page.getByRole('link', { name: 'load test checkout failed' }).waitFor();
    const arrow = card.getByRole('button', { name: /Details of checkout/ }).first();
    await arrow.press('Enter');
    await card.getByRole('region', { name: 'POST /discoveries, status 503' }).waitFor();
    await arrow.press('Enter');
    expect(await arrow.getAttribute('aria-expanded')).toBe('false');
    await sendRun(server, 'came just now');
    await card.locator('[data-row-id]').first().getByText('came just now').waitFor();
    await card.getByRole('link', { name: 'All runs' }).click();
    await page.waitForURL(`**${list}`);
  });

  it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
    const { page } = await open(at(list, { screen }));
    await settled(page);
    await expectSoundInBothThemes(page);
    expect(await smallestGap(page.locator('figure [aria-hidden] .lucide'))).toBeGreaterThan(1);
    await visit(page, `${list}/${latest.id}`);
    await page.getByRole('table', { name: 'Thresholds of the run' }).waitFor();
    await expectSoundInBothThemes(page);
  });

  it('fails in its panels, and says who may see it', async ({ open }) => {
    const { page, errors } = await open(at('/admin/account'));
    await page.route(/\/api\/v1\/load-test-runs/, (route) => route.fulfill({ status: 500 }));
    await visit(page, list);
    await panel(page, 'Runs').getByRole('alert').waitFor();
    await visit(page, `${list}/${latest.id}`);
    await panel(page, 'Verdict').getByRole('alert').waitFor();
    const finance = await joinAs(server, 'finance', 'Fin Ance');
    const { page: theirs } = await open(at(list, { as: finance }));
    await theirs.getByText('see requests, errors and response times').waitFor();
    // It asks again by itself, and is refused again.
    await page.close();
    errors.expect(/status of 500/);
  });
});
