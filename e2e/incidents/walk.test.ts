import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSound } from '../harness/looks.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { visit } from '../harness/within-console.ts';
import {
  addRefusingChannel,
  type Alertmanager,
  connectAlertmanager,
  type Receiver,
} from './alert-world.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

let server: RunningConsole;
let alertmanager: Alertmanager;
let receiver: Receiver;
beforeAll(async () => {
  server = await startConsole();
  receiver = await addRefusingChannel(server);
  alertmanager = await connectAlertmanager(server);
  await alertmanager.tell({ name: 'CheckoutFails', severity: 'warning', traceId });
});
afterAll(async () => {
  await receiver.stop();
  await server.stop();
});

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** As somebody gets there who has no mouse. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}.`);
};

/** Through the palette, which finds an id and what it belongs to. */
const jumpTo = async (page: Page, text: string, option: string | RegExp): Promise<void> => {
  await page.keyboard.press('Control+k');
  const input = page.getByLabel('Search pages, actions and ids');
  await expect.poll(() => isFocused(input)).toBe(true);
  await page.keyboard.type(text);
  const wanted = page.getByRole('option', { name: option });
  await wanted.waitFor();
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await wanted.getAttribute('data-highlighted')) !== null) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
};

const heading = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('heading', { name, level: 1 });
const currentStep = (page: Page): Locator =>
  page.getByRole('list', { name: 'States' }).locator('[aria-current=step]');
const traceRow = (page: Page, name: RegExp): Locator => page.getByRole('row', { name });

describe('an alert', () => {
  it('is found, traced, taken up, tried again and resolved, by keys alone', async ({ open }) => {
    const { page } = await open({ path: '/admin/dashboard', console: server });
    const attention = page.getByRole('region', { name: 'Needs attention' });
    await attention.getByText('CheckoutFails').waitFor();
    await expect.poll(() => receiver.bodies.length).toBeGreaterThan(0);

    // Found: the first row of what needs attention.
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await heading(page, /^#\d+ CheckoutFails/).waitFor();
    const incidentUrl = new URL(page.url()).pathname;
    await page.getByText('notification_refused').first().waitFor();
    await expectSound(page);

    // Traced: from the alert to the message that was refused.
    await jumpTo(page, traceId, 'Trace: all that belongs to it');
    await page.waitForURL(new RegExp(traceId));
    for (const name of [
      /Alert:.*CheckoutFails/,
      /Incident:.*#\d+ CheckoutFails/,
      /Pipeline run:.*alerts/,
      /Stage:.*notify/,
      /Analysis:/,
      /Notification:.*CheckoutFails/,
    ])
      await traceRow(page, name).first().waitFor();
    await expectSound(page);
    await tabTo(page, page.getByRole('treegrid'));
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    await page.waitForURL(/peek=/);
    await page.goBack();
    await heading(page, /^#\d+ CheckoutFails/).waitFor();

    // Taken up, with a way back.
    await page.keyboard.press('a');
    await expect.poll(() => currentStep(page).innerText()).toContain('Acknowledged');
    await page.getByRole('button', { name: 'Undo' }).waitFor();

    // Tried again: what it touches is said first, and leaving it touches nothing.
    await tabTo(page, page.getByRole('link', { name: 'View full pipeline' }).first());
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\/pipeline-runs\/[^/]+$/);
    await page.getByText('The receiver answered with status 400.').first().waitFor();
    await page.getByRole('link', { name: 'Mark for retry' }).waitFor();
    await page.keyboard.press('Shift+r');
    await heading(page, 'Mark for retry').waitFor();
    await page.getByText('goes on with notify').waitFor();
    await expectSound(page);
    await tabTo(page, page.getByRole('link', { name: 'Cancel' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\/pipeline-runs\/[^/]+$/);
    receiver.accept();
    await page.getByRole('link', { name: 'Mark for retry' }).waitFor();
    await page.keyboard.press('Shift+r');
    await tabTo(page, page.getByRole('button', { name: 'Mark for retry' }));
    await page.keyboard.press('Enter');
    await page.getByText('Queued for retry: attempt 2').waitFor();

    // Refused: what waits for its retry cannot be marked once more.
    const runUrl = new URL(page.url()).pathname;
    await visit(page, `${runUrl}/retry`);
    await page.getByRole('link', { name: 'Back to the run' }).waitFor();
    expect(await page.getByRole('button', { name: 'Mark for retry' }).count()).toBe(0);
    await expectSound(page);

    // It gets worse: that runs, and behind it what waits for its retry. The message is taken now.
    await alertmanager.tell({ name: 'CheckoutFails', traceId });
    await expect.poll(() => receiver.bodies.length, { timeout: 30_000 }).toBeGreaterThan(1);
    await visit(page, runUrl);
    await page.getByText('Queued for retry: attempt 2').waitFor({ state: 'hidden' });
    await expect
      .poll(
        () =>
          page
            .getByRole('list', { name: /stages/i })
            .first()
            .innerText(),
        { timeout: 30_000 },
      )
      .not.toContain('Failed');

    // Resolved, with a cause.
    await jumpTo(page, incidentUrl.split('/').at(-1) ?? '', /^Incident: #\d+ CheckoutFails/);
    await heading(page, /^#\d+ CheckoutFails/).waitFor();
    await page.keyboard.press('d');
    await page.getByRole('dialog', { name: /^Resolve #\d+/ }).waitFor();
    await expectSound(page);
    await tabTo(page, page.getByRole('button', { name: 'Resolve incident' }));
    await page.keyboard.press('Enter');
    await expect.poll(() => currentStep(page).innerText()).toContain('Resolved');
  }, 150_000);

  it('is as easily reached on a phone in the dark', async ({ open }) => {
    const { page } = await open({
      path: '/admin/incidents?f=state.in.all',
      console: server,
      screen: 'phone',
      theme: 'dark',
    });
    await page
      .getByRole('link', { name: /CheckoutFails/ })
      .first()
      .press('Enter');
    await heading(page, /^#\d+ CheckoutFails/).waitFor();
    expect(await currentStep(page).innerText()).toContain('Resolved');
    await page
      .getByRole('region', { name: 'Actions' })
      .getByRole('button', { name: 'Close' })
      .waitFor();
    await expectSound(page);
    await visit(page, `/admin/traces/${traceId}`);
    await traceRow(page, /Incident:.*#\d+ CheckoutFails/).waitFor();
    await expectSound(page);
  });

  it('of which nobody knows is no failure', async ({ open }) => {
    const { page } = await open({ path: '/admin/traces/nothing', console: server });
    await page.getByText('Nothing is known of this trace.').waitFor();
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
    await expectSound(page);
  });
});
