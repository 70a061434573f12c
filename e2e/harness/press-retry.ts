import type { Locator, Page } from 'playwright-core';

/**
 * Presses Retry where requests were made to fail: from then on they are answered. Not before, or
 * else the page, which also asks by itself, may have taken the button away.
 */
export const pressRetry = async (
  place: Locator | Page,
  failing: Parameters<Page['route']>[0],
): Promise<void> => {
  const button = place.getByRole('button', { name: 'Retry' });
  const page = 'page' in place ? place.page() : place;
  const isPressed = (): Promise<boolean> =>
    page.evaluate(() => Reflect.get(window, 'isRetried') === true);
  await page.evaluate(() => {
    Reflect.set(window, 'isRetried', false);
    // Of the document: the button itself may be drawn anew meanwhile.
    document.addEventListener('click', () => Reflect.set(window, 'isRetried', true), true);
  });
  await page.route(failing, async (route) =>
    (await isPressed()) ? route.continue() : route.fallback(),
  );
  await button.click();
};
