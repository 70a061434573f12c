import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations } from './axe.ts';
import type { OpenOptions } from './browser-test.ts';

/**
 * `npm run test:e2e` looks at every page whenever a test asks for it, on both screens. `npm test`
 * looks at each page once a file in each theme, on the narrow screen, where most goes wrong.
 */
const looksAtAll = process.env['TAFFRAIL_EVERY_LOOK'] === '1';

type Screen = Required<Pick<OpenOptions, 'screen'>>;

const desktop: Screen = { screen: 'desktop' };
const phone: Screen = { screen: 'phone' };
export const screens: readonly Screen[] = looksAtAll ? [desktop, phone] : [phone];

const seen = new Set<string>();

/** Whether a page is to be looked at; a file's tests are one visit to it. */
const isDue = (page: Page, theme: 'any' | 'dark'): boolean => {
  const { pathname } = new URL(page.url());
  const look = `${expect.getState().testPath} ${pathname} ${theme}`;
  if (seen.has(look) && !looksAtAll) return false;
  seen.add(look);
  return true;
};

/** Nothing that axe minds, and nothing wider than the screen. */
export const expectSound = async (page: Page): Promise<void> => {
  if (isDue(page, 'any')) await expectNoAxeViolations(page);
  // What is drawn to measure follows a change of the width a moment later.
  const beyond = (): Promise<number> =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
  await expect.poll(beyond).toBeLessThanOrEqual(0);
};

/** A page that was opened in the light theme, and the same one in the dark. */
export const expectSoundInBothThemes = async (page: Page): Promise<void> => {
  await expectSound(page);
  if (!isDue(page, 'dark')) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoAxeViolations(page, 'colours');
  await page.emulateMedia({ colorScheme: 'light' });
};
