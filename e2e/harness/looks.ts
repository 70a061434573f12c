import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations } from './axe.ts';
import type { OpenOptions } from './browser-test.ts';

type Look = Required<Pick<OpenOptions, 'theme' | 'screen'>>;

/** Both themes on both widths. */
export const looks: readonly Look[] = [
  { theme: 'light', screen: 'desktop' },
  { theme: 'dark', screen: 'desktop' },
  { theme: 'light', screen: 'phone' },
  { theme: 'dark', screen: 'phone' },
];

/** Nothing that axe minds, and nothing wider than the screen. */
export const expectSound = async (page: Page): Promise<void> => {
  await expectNoAxeViolations(page);
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(screen ?? 0);
};
