import type { Locator, Page } from 'playwright-core';
import type { OpenOptions } from '../harness/browser-test.ts';
import type { RunningConsole } from '../harness/product.ts';

/** How a page below `/admin/` is opened. */
export const adminPage = (
  console: RunningConsole,
  path: string,
  more: Partial<OpenOptions> = {},
): OpenOptions => ({ path: `/admin/${path}`, console, ...more });

export const dialog = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('dialog', { name });
export const confirm = (page: Page, name: string): Locator =>
  page.getByRole('alertdialog', { name });
export const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row', { name });
export const said = (page: Page, text: string): Promise<void> =>
  page.getByRole('dialog').getByText(text, { exact: true }).waitFor();

/** What the button put into the clipboard. */
export const copied = async (page: Page, within: Locator, what: string): Promise<string> => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await within.getByRole('button', { name: `Copy ${what}` }).click();
  await within
    .getByRole('region', { name: what })
    .getByRole('button', { name: 'Copied' })
    .waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
};
