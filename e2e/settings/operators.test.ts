import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions, signIn } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { visit } from '../harness/within-console.ts';
import { adminPage, confirm, copied, dialog, row, said } from './settings-page.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions =>
  adminPage(server, path, more);

const operators = 'settings/operators';

describe('operators', () => {
  it('join by a link that is shown once, and see what their role may', async ({ open }) => {
    const { page } = await open(at(operators));
    await row(page, /Owner \(you\)/).waitFor();
    await page.keyboard.press('n');
    const inviting = dialog(page, 'Invite an operator');
    await inviting.getByRole('textbox', { name: 'E-mail' }).fill('grace');
    await page.keyboard.press('Enter');
    await inviting.getByText('Enter an e-mail address.').waitFor();
    await inviting.getByRole('textbox', { name: 'E-mail' }).fill('grace@example');
    await page.keyboard.press('Enter');
    await inviting.getByText('This is not an e-mail address.').waitFor();
    await inviting.getByRole('textbox', { name: 'E-mail' }).fill('grace@example.com');
    await inviting.getByRole('radio', { name: 'Support' }).check();
    await expectSound(page);
    await inviting.getByRole('button', { name: 'Make invitation' }).click();
    const made = dialog(page, 'The invitation of grace@example.com');
    await made.getByText('Copy the link now').waitFor();
    await expectSound(page);
    const link = await copied(page, made, 'the invitation link');
    await page.keyboard.press('Escape');
    const waiting = page.getByRole('region', { name: 'Invitations that wait' });
    await waiting.getByRole('row', { name: /grace@example.com Support/ }).waitFor();

    // In a browser of her own.
    const hers = await open({ path: '/sign-in', as: 'nobody', console: server });
    await hers.page.goto(link);
    expect(await hers.page.getByLabel('E-mail').inputValue()).toBe('grace@example.com');
    await hers.page.getByLabel('Name').fill('Grace Hopper');
    await hers.page.getByLabel('Password').fill('a long sentence is good');
    await expectSound(hers.page);
    await hers.page.getByRole('button', { name: 'Join the console' }).click();
    await hers.page.waitForURL('**/admin/dashboard');
    const pages = hers.page.getByRole('navigation', { name: 'Pages' }).first();
    await pages.getByRole('link', { name: 'Activity' }).waitFor();
    expect(await pages.getByRole('link').allInnerTexts()).toEqual([
      'Home',
      'Incidents',
      'Alerts',
      'Checks',
      'Heartbeats',
      'Health',
      'Analyses',
      'Notifications',
      'Autofix',
      'Load tests',
      'Logs',
      'Bulk actions',
      'Pipeline health',
      'Runs',
      'Stage executions',
      'Activity',
      'Search trends',
      'Channels',
    ]);
    await visit(hers.page, '/admin/settings/keys');
    await hers.page.getByText('You need the permission to create and revoke keys.').waitFor();
    await hers.page
      .getByText('It comes with the role of owner or operator; an owner can change yours.')
      .waitFor();
    await expectSound(hers.page);

    // The link is used up, for her and for everybody.
    await hers.page.goto(link);
    await hers.page.reload();
    await hers.page.getByText('This invitation cannot be used.').waitFor();
    await page.keyboard.press('r');
    await waiting.waitFor({ state: 'detached' });
    await row(page, /Grace Hopper grace@example.com Support Active/).waitFor();
  });

  it('change roles, and see before what is gained and lost', async ({ open }) => {
    const operator = await joinAs(server, 'viewer', 'Rosa Role');
    const theirs = await open(at('dashboard', { as: operator }));
    await theirs.page.getByRole('heading', { name: 'Home' }).waitFor();
    const { page } = await open(at(operators));
    await page.getByRole('button', { name: 'Change role of Rosa Role' }).click();
    const changing = dialog(page, 'Change the role of Rosa Role');
    await changing.getByRole('radio', { name: 'Finance' }).check();
    await changing
      .getByText(/Gains: .*see organizations and users; .*see e-mail addresses/)
      .waitFor();
    await changing.getByText(/Loses: .*read the activity log/).waitFor();
    await expectSound(page);
    await changing.getByRole('button', { name: 'Change role' }).click();
    await said(page, 'Rosa Role has the role Finance now');
    await row(page, /Rosa Role .* Finance Active/).waitFor();
    await theirs.page.reload();
    await theirs.page.getByRole('heading', { name: 'Home' }).waitFor();
    expect(await theirs.page.getByRole('link', { name: 'Activity' }).count()).toBe(0);
  });

  it('are signed out when they are disabled, and enabled with a way back', async ({ open }) => {
    const operator = await joinAs(server, 'operator', 'Dora Disabled');
    const theirs = await open(at('settings/keys', { as: operator }));
    await theirs.page.getByRole('heading', { name: 'Keys', exact: true }).waitFor();
    const { page } = await open(at(operators));
    await page.getByRole('button', { name: 'Disable Dora Disabled' }).click();
    await expectSound(page);
    await confirm(page, 'Disable Dora Disabled?')
      .getByRole('button', { name: 'Disable operator' })
      .click();
    await said(page, 'Disabled Dora Disabled');
    await theirs.page.reload();
    await theirs.page.waitForURL(/\/sign-in/);
    await theirs.page.getByLabel('E-mail').fill(operator.email);
    await theirs.page.getByLabel('Password').fill(operator.password);
    await theirs.page.keyboard.press('Enter');
    await theirs.page.getByText('The e-mail or the password is wrong.').waitFor();

    await page.getByRole('button', { name: 'Enable Dora Disabled' }).click();
    await said(page, 'Enabled Dora Disabled');
    await row(page, /Dora Disabled .* Active/).waitFor();
    await signIn(theirs.page, operator);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, /Dora Disabled .* Disabled/).waitFor();
  });

  it('leave one owner at least', async ({ open }) => {
    const { page } = await open(at(operators));
    await page.getByRole('button', { name: 'Change role of Owner' }).click();
    const changing = dialog(page, 'Change the role of Owner');
    const change = changing.getByRole('button', { name: 'Change role' });
    expect(await change.getAttribute('aria-disabled')).toBe('true');
    await changing.getByRole('radio', { name: 'Viewer' }).check();
    await changing.getByText('This is you: only another owner can change it back.').waitFor();
    await change.click();
    await changing.getByText('The console needs at least one active owner.').waitFor();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Disable Owner' }).click();
    const asking = confirm(page, 'Disable yourself?');
    await asking.getByRole('button', { name: 'Disable operator' }).click();
    await asking.getByText('The console needs at least one active owner.').waitFor();
    await asking.getByRole('button', { name: 'Cancel' }).click();
    await row(page, /Owner \(you\) .* Active/).waitFor();
  });

  it('withdraw an invitation, and invite nobody twice', async ({ open }) => {
    const { page } = await open(at(operators));
    const invite = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Invite operator' }).click();
      const inviting = dialog(page, 'Invite an operator');
      await inviting.getByRole('textbox', { name: 'E-mail' }).fill('late@example.com');
      await page.keyboard.press('Enter');
    };
    await invite();
    const link = await copied(
      page,
      dialog(page, 'The invitation of late@example.com'),
      'the invitation link',
    );
    await page.getByRole('button', { name: 'Done' }).click();
    await invite();
    await dialog(page, 'Invite an operator')
      .getByText('An invitation for this e-mail waits already.')
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Withdraw the invitation of late@example.com' }).click();
    await confirm(page, 'Withdraw the invitation of late@example.com?')
      .getByRole('button', { name: 'Withdraw invitation' })
      .click();
    await said(page, 'Withdrew the invitation of late@example.com');
    const theirs = await open({ path: '/sign-in', as: 'nobody', console: server });
    await theirs.page.goto(link);
    await theirs.page.getByText('This invitation cannot be used.').waitFor();
  });

  it.for(screens)('are sound on a $screen', async ({ screen }, { open }) => {
    const { page } = await open(at(operators, { screen }));
    await page.getByText(server.email).first().waitFor();
    await page.getByRole('heading', { name: 'What each role may do' }).waitFor();
    if (screen === 'phone') {
      await page.getByRole('button', { name: 'Details of Owner' }).click();
    }
    await expectSoundInBothThemes(page);
    await page.getByRole('button', { name: 'Change role of Owner' }).click();
    await dialog(page, 'Change the role of Owner').waitFor();
    await expectSoundInBothThemes(page);
  });
});
