import { randomUUID } from 'node:crypto';
import type { IngestRecord } from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { listAll } from './activity-world.ts';
import { browserTest as it, signIn, type OpenOptions } from '../harness/browser-test.ts';
import { type CuttableProxy, startCuttableProxy } from '../harness/cuttable-proxy.ts';
import { expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { visit } from '../harness/within-console.ts';

const minuteMs = 60_000;
/** Longer than the pauses between two tries to connect. */
const soon = { timeout: 20_000 };
/** Of a page of the log. */
const pageRows = 100;

let server: RunningConsole;
let proxy: CuttableProxy;
beforeAll(async () => {
  server = await startConsole();
  proxy = await startCuttableProxy(server);
  await sendBatch(server, [
    { kind: 'organization', id: 'acme', name: 'Acme' },
    { kind: 'user', id: 'ada', name: 'Ada Lovelace' },
  ]);
  await act(30, (index) => ({ createdAt: minutesAgo(20 + index) }));
});
afterAll(async () => {
  await proxy.close();
  await server.stop();
});

type Activity = Extract<IngestRecord, { kind: 'activity' }>;

const minutesAgo = (minutes: number): string =>
  new Date(Date.now() - minutes * minuteMs).toISOString();

/** Answers the resources' ids, by which the actions are known on the screen. */
const act = async (
  count: number,
  of: (index: number) => Partial<Activity> = () => ({}),
): Promise<string[]> => {
  const ids = Array.from({ length: count }, () => `lead_${randomUUID().slice(0, 8)}`);
  const records = ids.map((resourceId, index) => ({
    kind: 'activity' as const,
    organizationId: 'acme',
    userId: 'ada',
    action: 'lead.created',
    resourceType: 'lead',
    resourceId,
    ...of(index),
  }));
  await sendBatch(server, records);
  return ids;
};

const at = (search: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/activity${search}`,
  console: proxy.console,
  ...more,
});

const rows = (page: Page): Locator => page.locator('[data-row-id]');
const idsOf = async (page: Page): Promise<(string | null)[]> =>
  rows(page).evaluateAll((found) => found.map((row) => row.getAttribute('data-row-id')));
const allIds = async (query: Readonly<Record<string, string>> = {}): Promise<string[]> =>
  (await listAll(server, query)).map(({ id }) => id);
const pill = (page: Page): Locator => page.getByRole('button', { name: /^[\d,]+\+? new/ });
const toggle = (page: Page): Locator => page.getByRole('button', { name: 'Live', exact: true });
const interrupted = (page: Page): Locator =>
  page.getByText('Interrupted', { exact: false }).first();

/** The log is here, and the page hears of changes: `Connecting` has come and gone. */
const connected = async (page: Page): Promise<void> => {
  await rows(page).first().waitFor();
  await page.getByText('Connecting').waitFor({ state: 'detached' });
  await interrupted(page).waitFor({ state: 'detached' });
};

const openLive = async (open: (options: OpenOptions) => Promise<{ page: Page }>) => {
  const opened = await open(at('?live=1'));
  await connected(opened.page);
  await expect.poll(() => idsOf(opened.page), soon).toEqual(await allIds());
  return opened.page;
};

describe('the live tail', () => {
  it('takes in what happens, where it belongs, without a reload', async ({ open }) => {
    const page = await openLive(open);
    await page.evaluate(() => document.body.setAttribute('data-stays', ''));
    const [now = ''] = await act(1);
    await page.getByText(now).waitFor(soon);
    const [late = ''] = await act(1, () => ({ createdAt: minutesAgo(5) }));
    await page.getByText(late).waitFor(soon);
    expect(await idsOf(page)).toEqual(await allIds());
    expect(await page.locator('body[data-stays]').count()).toBe(1);
    await page.getByText(/^1 new action$/).waitFor({ state: 'attached' });
    // The figures follow at their own pace.
    const count = `${(await allIds()).length} actions`;
    await page.getByText(count, { exact: true }).waitFor(soon);
  });

  it('marks what has entered, for a moment', async ({ open }) => {
    const page = await openLive(open);
    await act(2);
    await expect.poll(() => page.locator('[data-entered]').count()).toBe(2);
    await expect.poll(() => page.locator('[data-entered]').count(), soon).toBe(0);
  });

  const waysToRead: Record<string, (page: Page) => Promise<void>> = {
    'the pointer is on a row': (page) => rows(page).nth(1).hover(),
    'the focus is in a row': (page) => page.keyboard.press('j'),
    'a row is selected': async (page) => {
      await rows(page).first().getByRole('checkbox').check();
      await page.getByRole('heading', { level: 1 }).click();
    },
    'a row is open': async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1 }).click();
    },
    'its top is scrolled away': async (page) => {
      await page.mouse.move(640, 200);
      await page.mouse.wheel(0, 900);
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
      await page.mouse.move(1, 1);
    },
    'text is selected': (page) =>
      page.evaluate(() => {
        const heading = document.querySelector('h1');
        if (heading) document.getSelection()?.selectAllChildren(heading);
      }),
  };
  it.for(Object.entries(waysToRead))('waits while %s', async ([, read], { open }) => {
    const page = await openLive(open);
    await read(page);
    const before = await idsOf(page);
    await act(12);
    await page.getByRole('button', { name: '12 new · paused' }).waitFor(soon);
    expect(await idsOf(page)).toEqual(before);
    await page.keyboard.press('n');
    await expect.poll(() => idsOf(page)).toEqual(await allIds());
    await pill(page).waitFor({ state: 'detached' });
  });

  it('goes on by itself when nobody reads any more', async ({ open }) => {
    const page = await openLive(open);
    await rows(page).nth(1).hover();
    await act(3);
    await pill(page).waitFor(soon);
    await page.mouse.move(1, 1);
    await expect.poll(() => idsOf(page)).toEqual(await allIds());
  });

  it('starts and stops by key, by button and by choice, as Back does', async ({ open }) => {
    const { page } = await open(at(''));
    await connected(page);
    const isOn = async (on: boolean): Promise<void> => {
      await expect.poll(() => new URL(page.url()).searchParams.get('live')).toBe(on ? '1' : null);
      expect(await toggle(page).getAttribute('aria-pressed')).toBe(String(on));
      const choice = page.getByLabel('Refresh by itself');
      expect(await choice.inputValue()).toBe(on ? 'live' : 'off');
    };
    await isOn(false);
    await page.keyboard.press('l');
    await isOn(true);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Stop the live tail').waitFor();
    await page.keyboard.press('Escape');
    await toggle(page).click();
    await isOn(false);
    await page.getByLabel('Refresh by itself').selectOption('Live');
    await isOn(true);
    await page.goBack();
    await isOn(false);
    await visit(page, '/admin/activity?range=now-2h..now-10m&live=1');
    await rows(page).first().waitFor();
    expect(await toggle(page).count()).toBe(0);
  });
});

describe('without the live tail', () => {
  it('counts exactly what the filters give and is not in view, and moves nothing', async ({
    open,
  }) => {
    const { page } = await open(at('?f=action.in.lead.created'));
    await connected(page);
    const before = await idsOf(page);
    const place = await rows(page).nth(2).boundingBox();

    await act(3);
    await act(2, () => ({ action: 'company.viewed' }));
    await page.getByRole('button', { name: '3 new', exact: true }).waitFor(soon);
    await act(1, () => ({ createdAt: minutesAgo(2) }));
    // Among many that are newer it is found when the whole is read again: every 15 seconds.
    await page
      .getByRole('button', { name: '4 new', exact: true })
      .waitFor({ timeout: 2 * soon.timeout });
    expect(await idsOf(page)).toEqual(before);
    expect(await rows(page).nth(2).boundingBox()).toEqual(place);
    await page.getByText('3 new in the log').waitFor({ state: 'attached' });

    await pill(page).click();
    const firstPage = (await allIds({ action: 'lead.created' })).slice(0, pageRows);
    await expect.poll(() => idsOf(page)).toEqual(firstPage);
    await pill(page).waitFor({ state: 'detached' });
  });

  it('counts nothing that belongs on a later page', async ({ open }) => {
    const { page } = await open(at('?rows=25'));
    await connected(page);
    // The newest rows do not tell: the whole is read again after a while.
    const whole = page.waitForResponse(/limit=200/, { timeout: 2 * soon.timeout });
    const [older = ''] = await act(1, () => ({ createdAt: minutesAgo(120) }));
    await act(1);
    await whole;
    await act(1);
    await page.getByRole('button', { name: '2 new', exact: true }).waitFor(soon);
    await page.keyboard.press('n');
    await pill(page).waitFor({ state: 'detached' });
    expect(await page.getByText(older).count()).toBe(0);
  });

  it('shows the first actions of an empty list', async ({ open }) => {
    const { page } = await open(at('?f=action.in.invoice.sent'));
    await page.getByText('No action in this range matches 1 filter.').waitFor();
    await act(2, () => ({ action: 'invoice.sent' }));
    await page.getByRole('button', { name: '2 new', exact: true }).click(soon);
    await expect.poll(() => rows(page).count()).toBe(2);
  });
});

const setHidden = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

describe('the stream', () => {
  it('is one for all tabs, and handed on by a tab that closes', async ({ open }) => {
    const first = await openLive(open);
    const second = await first.context().newPage();
    await second.goto('/admin/activity?live=1');
    await connected(second);
    const [one = ''] = await act(1);
    await Promise.all([first, second].map((page) => page.getByText(one).waitFor(soon)));
    expect(proxy.streams()).toBe(1);

    await first.close();
    const [two = ''] = await act(1);
    await second.getByText(two).waitFor(soon);
    expect(proxy.streams()).toBe(1);
  });

  it('ends in a hidden tab, which asks for nothing until it is seen again', async ({ open }) => {
    const page = await openLive(open);
    const witness = await openLive(open);
    await expect.poll(() => proxy.streams()).toBe(2);
    await setHidden(page, true);
    await expect.poll(() => proxy.streams()).toBe(1);

    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const shown = await idsOf(page);
    for (const count of [1, 2, 3]) {
      const [last = ''] = await act(count);
      await witness.getByText(last).waitFor(soon);
    }
    expect(requests).toEqual([]);
    expect(await idsOf(page)).toEqual(shown);

    await setHidden(page, false);
    await expect.poll(() => idsOf(page), soon).toEqual(await allIds());
  });

  it('leaves no gap when it was cut, and the page says so meanwhile', async ({ open }) => {
    const { page, errors } = await open(at('?live=1'));
    await connected(page);
    proxy.cut();
    await interrupted(page).waitFor(soon);
    await page.getByText('Live updates are interrupted').waitFor({ state: 'attached' });
    await act(40, (index) => (index % 3 === 0 ? { createdAt: minutesAgo(index) } : {}));
    proxy.mend();
    await interrupted(page).waitFor({ state: 'detached', ...soon });
    await expect.poll(() => idsOf(page), soon).toEqual(await allIds());
    errors.expect(/ERR_/);
  });

  it('is made up for by asking every half minute', async ({ open }) => {
    const { page, errors } = await open({ ...at(''), path: '/admin/account', isFresh: true });
    await page.route('**/api/v1/changes', (route) => route.abort());
    await page.clock.install();
    await page.goto('/admin/activity');
    await rows(page).first().waitFor();
    await interrupted(page).waitFor(soon);
    await act(2);
    await page.clock.fastForward(30_000);
    await page.getByRole('button', { name: '2 new', exact: true }).waitFor(soon);
    errors.expect(/ERR_FAILED/);
  });

  it('tells a page that its operator has signed out elsewhere', async ({ open }) => {
    const { page } = await open({ ...at(''), path: '/sign-in', as: 'nobody', isFresh: true });
    await signIn(page, server);
    await page.goto('/admin/activity');
    await connected(page);
    const other = await page.context().newPage();
    await other.goto('/admin/account');
    await other.getByRole('button', { name: /^Account of/ }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/, soon);
  });
});

describe.each(screens)('on a $screen', ({ screen }) => {
  it('is sound with rows that have entered, and with some that wait', async ({ open }) => {
    const { page } = await open(at('?live=1', { screen }));
    await connected(page);
    const [last = ''] = await act(2);
    await page.getByText(last).first().waitFor(soon);
    await expectSoundInBothThemes(page);
    await page.keyboard.press('j');
    await act(7);
    await page.getByRole('button', { name: '7 new · paused' }).waitFor(soon);
    await expectSoundInBothThemes(page);
  });
});
