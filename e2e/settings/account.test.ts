import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions, signIn } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { adminPage, dialog, said } from './settings-page.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions =>
  adminPage(server, path, more);

describe('the account', () => {
  it('changes the password, and ends the other sessions', async ({ open }) => {
    const operator = await joinAs(server, 'viewer', 'Paula Password');
    const other = await open(at('dashboard', { as: operator }));
    const { page } = await open({ path: '/sign-in', as: 'nobody', console: server });
    await signIn(page, operator);
    await page.getByRole('button', { name: 'Account of Paula Password' }).click();
    await page.getByRole('menuitem', { name: 'Account and password' }).click();
    await page.waitForURL('**/admin/account');
    await page.getByLabel('Current password').fill('not the password');
    await page.getByLabel('New password').fill('too short');
    await page.keyboard.press('Enter');
    await page.getByText('Choose at least 12 characters.').waitFor();
    await page.getByLabel('New password').fill('a much longer sentence');
    await page.keyboard.press('Enter');
    await page.getByText('The current password is wrong.').waitFor();
    await expectSound(page);
    await page.getByLabel('Current password').fill(operator.password);
    await page.keyboard.press('Enter');
    await said(page, 'Changed the password; your other sessions have ended');
    expect(await page.getByLabel('New password').inputValue()).toBe('');
    await page.reload();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await other.page.reload();
    await other.page.waitForURL(/\/sign-in/);
    await signIn(other.page, { ...operator, password: 'a much longer sentence' });
  });

  it('keeps what is preferred', async ({ open }) => {
    const operator = await joinAs(server, 'operator', 'Petra Prefers');
    const { page } = await open(at('account', { as: operator }));
    const choose = async (name: string): Promise<void> => {
      const kept = page.waitForResponse(/preferences/);
      await page.getByRole('radio', { name }).click();
      await kept;
    };
    await choose('Dark');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await choose('Comfortable');
    await choose('Date and time');
    const kept = page.waitForResponse(/preferences/);
    await page.getByRole('checkbox', { name: /Single-key shortcuts/ }).click();
    await kept;
    await expectSound(page);

    await page.goto(`${server.url}/admin/settings/audit-log`);
    await page.getByRole('table').waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.locator('tbody time').first().innerText()).toMatch(
      /^\d+ [A-Z][a-z]+, \d\d:\d\d:\d\d$/,
    );
    await page.keyboard.press('?');
    expect(await dialog(page, 'Keyboard shortcuts').count()).toBe(0);
  });

  it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
    const { page } = await open(at('account', { screen }));
    await page.getByRole('heading', { name: 'Preferences' }).waitFor();
    await expectSoundInBothThemes(page);
  });
});
