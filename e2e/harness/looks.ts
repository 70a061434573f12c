import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations } from './axe.ts';
import type { OpenOptions } from './browser-test.ts';

type Screen = Required<Pick<OpenOptions, 'screen'>>;

export const screens: readonly Screen[] = [{ screen: 'desktop' }, { screen: 'phone' }];

/** Nothing that axe minds, and nothing wider than the screen. */
export const expectSound = async (page: Page): Promise<void> => {
  await expectNoAxeViolations(page);
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(screen ?? 0);
};

/** A page that was opened in the light theme, and the same one in the dark. */
export const expectSoundInBothThemes = async (page: Page): Promise<void> => {
  await expectSound(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoAxeViolations(page, 'colours');
  await page.emulateMedia({ colorScheme: 'light' });
};
