import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import {
  botToken,
  chatId,
  startTelegram,
  type TelegramMessage,
  type TelegramServer,
} from '../../packages/server/test/outside/receivers/telegram-server.ts';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSoundInBothThemes } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { type Alertmanager, connectAlertmanager } from './alert-world.ts';

let server: RunningConsole;
let telegram: TelegramServer;
let alertmanager: Alertmanager;
beforeAll(async () => {
  [server, telegram] = await Promise.all([startConsole(), startTelegram()]);
  alertmanager = await connectAlertmanager(server);
});
afterAll(() => Promise.all([server.stop(), telegram.close()]));

/** The machine may be busy enough for a check of its own to fire meanwhile. */
const messageWith = (text: string): TelegramMessage | undefined =>
  telegram.messages.find((message) => message.text.includes(text));

const addTelegram = async (page: Page): Promise<void> => {
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Add a channel' });
  await dialog.getByLabel('Name').fill('Night shift');
  await dialog.getByLabel('Bot token').fill(botToken);
  await dialog.getByLabel('Chat', { exact: true }).fill(chatId);
  await dialog.getByLabel('Bot API (optional)').fill(telegram.url);
  await dialog.getByLabel('Private networks, too').check();
  await expectSoundInBothThemes(page);
  await dialog.getByRole('button', { name: 'Add channel' }).press('Enter');
  await page.getByText('Never tested as it is').waitFor();
};

describe('Channels', () => {
  it('are added and tried, and get what routes say', async ({ open }) => {
    const { page } = await open({ path: '/admin/settings/channels', console: server });
    await page.getByText('Nobody is told of anything.').waitFor();
    await addTelegram(page);
    await page.getByRole('button', { name: 'Send test to Night shift' }).press('Enter');
    await page.getByText(/^Telegram took it as message \d+\.$/).waitFor();
    await page.getByText('Test arrived').waitFor();
    expect(messageWith('Test: messages of Taffrail')).toBeDefined();

    await page.getByRole('button', { name: 'Add route' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Add a route' });
    await dialog.getByLabel('Name').fill('Payments');
    await dialog.getByLabel('Labels (optional)').fill('team=pay*');
    await dialog.getByRole('checkbox', { name: 'Critical' }).check();
    await dialog.getByRole('checkbox', { name: 'Night shift' }).check();
    await dialog.getByRole('button', { name: 'Add route' }).press('Enter');
    await page.getByText('Critical, where team is pay*').waitFor();
    await page.getByRole('button', { name: 'Move Payments up' }).press('Enter');
    const first = page
      .getByRole('list')
      .filter({ hasText: 'Payments' })
      .getByRole('listitem')
      .first();
    await first.getByRole('heading', { name: 'Payments' }).waitFor();
    await page.getByText('Try a sample').press('Enter');
    await page.getByRole('textbox', { name: 'Labels' }).fill('team=payments');
    await page.getByRole('textbox', { name: 'Labels' }).press('Enter');
    await page.getByText('To Night shift', { exact: true }).waitFor();
    await page.getByText('Payments: matches').waitFor();
    await expectSoundInBothThemes(page);
  });

  it('are told of an alert, by a message whose link acknowledges it', async ({ open }) => {
    const { page } = await open({ path: '/admin/notifications', console: server });
    await alertmanager.tell({ name: 'CheckoutFails' });
    await page
      .getByText(/^Critical: CheckoutFails \(#\d+\)$/)
      .first()
      .waitFor();
    await expect.poll(() => messageWith('Critical: CheckoutFails')).toBeDefined();
    await page
      .getByRole('table')
      .locator('[data-row-id]')
      .filter({ hasText: 'CheckoutFails' })
      .first()
      .getByRole('button')
      .first()
      .click();
    await page.getByText('Its run').waitFor();
    await expectSoundInBothThemes(page);
    const { links = [] } = messageWith('Critical: CheckoutFails') ?? {};
    const link = links.find((url) => url.includes('/acknowledge/')) ?? '';
    await page.goto(link);
    await page.getByText(/^You are signed in as /).waitFor();
    await expectSoundInBothThemes(page);
    await page.getByRole('button', { name: 'Acknowledge' }).press('Enter');
    await page.getByText(/^It was acknowledged at .* by /).waitFor();
  });

  it('are read on a phone, and changed only by those who may', async ({ open }) => {
    const viewer = await joinAs(server, 'viewer', 'Vera Viewer');
    const { page } = await open({
      path: '/admin/settings/channels',
      console: server,
      screen: 'phone',
      as: viewer,
    });
    await page.getByRole('heading', { name: 'Night shift' }).waitFor();
    expect(await page.getByRole('button', { name: 'Send test to Night shift' }).count()).toBe(0);
    await expectSoundInBothThemes(page);
    await page.getByRole('link', { name: 'Its messages' }).click();
    await page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor();
    await page.getByText('Sent', { exact: true }).locator('visible=true').first().waitFor();
    await expectSoundInBothThemes(page);
  });
});
