import { listAutofixRuns, type AutofixReport } from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { asOwner, joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { pressRetry } from '../harness/press-retry.ts';
import { visit } from '../harness/within-console.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const path = '/admin/autofix';
const at = (more: Partial<OpenOptions> = {}): OpenOptions => ({ path, console: server, ...more });
const attempts = (page: Page): Locator => page.getByRole('region', { name: 'Attempts' });
const rows = (page: Page): Locator => attempts(page).getByRole('listitem');
const figures = (page: Page): Locator => page.getByRole('region', { name: 'Figures' });
const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

const report = async (attempt: AutofixReport): Promise<void> => {
  const answer = await fetch(`${server.url}/ingest/autofix/${server.ingestKey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(attempt),
  });
  expect(answer.status).toBe(200);
};

const failed: AutofixReport = {
  trigger: 'ci',
  title: `Mend the types of the ${'very long and winding '.repeat(12)}importer`,
  outcome: 'failed',
  error: 'Reached the most turns\nwithout an end in sight <script>alert(1)</script>',
  summary: 'I read the importer and **gave up**.',
  repository: 'acme/shop',
  workflowUrl: 'https://github.com/acme/shop/actions/runs/1',
  model: 'claude-sonnet-4-5',
  turns: 30,
  durationMs: 754_000,
  costUsd: 1.24,
  at: ago(0),
};
const fixed: AutofixReport = {
  trigger: 'sentry',
  title: 'Leads without a company are shown',
  outcome: 'fixed',
  summary: 'The company was null.',
  repository: 'acme/shop',
  commitSha: 'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0',
  triggerUrl: 'https://acme.sentry.io/issues/4711',
  triggerId: '4711',
  testsPassed: 412,
  at: ago(1),
};
const deploy = async (): Promise<void> => {
  const { commitSha: sha } = fixed;
  const answer = await fetch(`${server.url}/ingest/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.ingestKey}`,
      'content-type': 'application/x-ndjson',
    },
    body: JSON.stringify({ kind: 'deploy', sha, environment: 'production' }),
  });
  expect(answer.status).toBe(200);
};

const skipped: AutofixReport = {
  trigger: 'load_test',
  title: 'Search is slow with 200 users',
  outcome: 'skipped',
  repository: 'acme/search',
  at: ago(3),
};

it('says how attempts are reported before any has come', async ({ open }) => {
  const { page } = await open(at());
  await page.getByRole('heading', { name: 'Report what your agents attempt' }).waitFor();
  await page.getByRole('region', { name: 'the workflow step' }).waitFor();
  await expectSound(page);
  await visit(page, '/admin/operations/health');
  const card = page.getByRole('region', { name: 'Autofix Activity' });
  await card.getByText('No attempt of an agent was ever reported.').waitFor();
  await card.getByRole('link', { name: 'How attempts are reported' }).click();
  await page.getByRole('link', { name: 'Connect autofix' }).click();
  await page.waitForURL(/settings\/sources#autofix/);
});

describe('with attempts', () => {
  beforeAll(async () => {
    const old = Array.from({ length: 52 }, (_, index) => ({
      ...skipped,
      title: `Old attempt ${index}`,
      at: ago(10 + index / 10),
    }));
    for (const attempt of [failed, fixed, skipped, ...old]) await report(attempt);
    const owner = await asOwner(server);
    await vi.waitFor(async () => {
      const { items } = await owner.call(listAutofixRuns, { query: {} });
      expect(items.at(-1)?.title).toBe('Old attempt 46');
    }, 20_000);
  });

  it('is walked by keys alone, from the feed to the words of the agent and back', async ({
    open,
  }) => {
    const { page } = await open(at());
    await rows(page).first().waitFor();
    expect(await attempts(page).getByRole('heading', { level: 3 }).first().innerText()).toBe(
      'Today',
    );
    const [first, second] = await rows(page).allInnerTexts();
    expect(first).toMatch(/^CI\s+Failed\s+Mend the types/);
    expect(first).toContain('Reached the most turns');
    expect(first).not.toContain('without an end');
    expect(second).toMatch(/^Sentry\s+Fixed\s+Leads without a company/);
    const commit = rows(page)
      .nth(1)
      .getByRole('link', { name: /^Commit a1b2c3d/ });
    expect(await commit.getAttribute('href')).toBe(
      `https://github.com/acme/shop/commit/${fixed.commitSha}`,
    );
    expect(await commit.getAttribute('target')).toBe('_blank');

    await page.getByRole('heading', { name: 'Autofix', level: 1 }).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\/autofix\/[0-9a-f-]{36}$/);
    await page.getByRole('heading', { name: /^Mend the types .* importer$/, level: 1 }).waitFor();
    await page.getByText('without an end in sight <script>alert(1)</script>').waitFor();
    await page.getByText('I read the importer and **gave up**.').waitFor();
    await page
      .getByText('Written by claude-sonnet-4-5: generated text, which may be wrong.')
      .waitFor();
    const facts = page.getByRole('region', { name: 'What came of it' });
    expect(await facts.innerText()).toMatch(/12 min 34 s\s+in 30 turns[\s\S]+\$1\.24/);
    await facts.getByRole('link', { name: /^Open the log of the workflow/ }).waitFor();
    await expectSound(page);
    await page.goBack();
    await rows(page).first().waitFor();
  });

  it('counts what it lists, and filters by what is counted', async ({ open }) => {
    const { page } = await open(at());
    await figures(page).getByText('1.8%').first().waitFor();
    const fixedRow = figures(page).getByRole('row', { name: /Sentry/ });
    expect(await fixedRow.innerText()).toMatch(/Sentry\s+1\s+1\s+0\s+0\s+100\.0%/);
    await figures(page).getByRole('row', { name: /^CI/ }).getByRole('link').last().click();
    await page.waitForURL(/f=trigger\.in\.ci&f=outcome\.in\.failed/);
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.goBack();
    await page.getByRole('navigation', { name: 'Views' }).getByText('Failed').click();
    await page.waitForURL(/\?f=outcome\.in\.failed$/);
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByLabel('Repository').selectOption('acme/search');
    await page.getByText('No attempt in this range matches 2 filters.').waitFor();
    await expectSound(page);
    await attempts(page).getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => rows(page).count()).toBe(50);
    await page.getByRole('button', { name: 'Older' }).click();
    await page.waitForURL(/after=/);
    await expect.poll(() => rows(page).count()).toBe(5);
    await page.getByRole('button', { name: 'Newer' }).click();
    await expect.poll(() => rows(page).count()).toBe(50);
    await visit(page, `${path}?f=weather.in.fine&range=7d`);
    await page
      .getByText(/was ignored|were ignored|ignored/)
      .first()
      .waitFor();
    await expect.poll(() => rows(page).count()).toBe(3);
  });

  it('takes in what comes while one looks, on the health page, too', async ({ open }) => {
    const { page } = await open(at());
    await rows(page).first().waitFor();
    await report({ ...skipped, title: 'Came just now', at: ago(0) });
    await rows(page).first().getByText('Came just now').waitFor();
    await visit(page, '/admin/operations/health');
    const card = page.getByRole('region', { name: 'Autofix Activity' });
    await card.getByRole('listitem').first().getByText('Came just now').waitFor();
    expect(await card.getByRole('listitem').count()).toBe(10);
    await report({ ...skipped, title: 'And this one', at: ago(0) });
    await card.getByRole('listitem').first().getByText('And this one').waitFor();
  });

  it('shows how far a fix came, as it is deployed', async ({ open }) => {
    const { page } = await open(at());
    const title = 'Leads without a company are shown';
    const row = rows(page).filter({ hasText: title });
    await row.getByText('Deploy not known').waitFor();
    await deploy();
    await row.getByText('Deployed', { exact: true }).waitFor();
    await page.getByRole('navigation', { name: 'Views' }).getByText('Fixed, not deployed').click();
    await page.waitForURL(/\?f=fate\.in\.merged$/);
    await page.getByText('No attempt in this range matches 1 filter.').waitFor();
    await page.goBack();
    await row.getByRole('link', { name: title }).click();
    const steps = page.getByRole('region', { name: 'Where it stands' }).getByRole('listitem');
    await steps.nth(3).waitFor();
    expect((await steps.allInnerTexts()).map((text) => text.split(/\s/)[0])).toEqual([
      'Committed',
      'Tests',
      'Deployed',
      'Since',
    ]);
    await steps.nth(1).getByText('412 passed').waitFor();
    await expectSound(page);
  });

  it('lets a panel that fails fail alone', async ({ open }) => {
    const { page, errors } = await open({ path: '/admin/account', console: server });
    await page.route(/\/api\/v1\/autofix-figures/, (route) => route.fulfill({ status: 500 }));
    await visit(page, path);
    await figures(page).getByRole('alert').waitFor();
    await rows(page).first().waitFor();
    await expectSound(page);
    await page.route(/\/api\/v1\/autofix-runs/, (route) => route.fulfill({ status: 500 }));
    await pressRetry(figures(page), /\/api\/v1\/autofix-figures/);
    await figures(page).getByText('Attempts').first().waitFor();
    await visit(page, `${path}?range=7d`);
    await attempts(page).getByRole('alert').waitFor();
    errors.expect(/status of 500/);
  });

  it('is for those who may see operations', async ({ open }) => {
    const finance = await joinAs(server, 'finance', 'Fay Finance');
    const { page } = await open(at({ as: finance }));
    await page.getByText(/^You need the permission to see requests/).waitFor();
    const navigation = page.getByRole('navigation', { name: 'Pages' }).first();
    expect(await navigation.getByRole('link', { name: 'Autofix' }).count()).toBe(0);
  });

  it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
    const { page } = await open(at({ screen }));
    await rows(page).first().waitFor();
    await expectSoundInBothThemes(page);
    await rows(page).getByRole('link', { name: 'Leads without a company are shown' }).click();
    await page.getByText('The company was null.').waitFor();
    await expectSoundInBothThemes(page);
  });
});
