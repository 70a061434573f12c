import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type PageErrors, collectPageErrors } from './page-errors.ts';

export interface LentPage {
  readonly page: Page;
  readonly errors: PageErrors;
  /** For another test to use, as if it were new: all it keeps is what it has fetched. */
  readonly giveBack: () => Promise<void>;
}

export interface PagePool {
  lend(options: BrowserContextOptions): Promise<LentPage>;
  /** In a context that ends with the page: for a test that changes more than `giveBack` restores. */
  make(options: BrowserContextOptions): Promise<LentPage>;
  close(): Promise<void>;
}

type Kept = Pick<LentPage, 'page' | 'errors'>;

const forget = async (page: Page, options: BrowserContextOptions) => {
  const { colorScheme = null, viewport, storageState } = options;
  const context = page.context();
  if (context.pages().length !== 1) throw new Error('A test has opened or closed a page itself.');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.goto('about:blank');
  await page.emulateMedia({ colorScheme });
  if (viewport) await page.setViewportSize(viewport);
  await context.clearPermissions();
  await context.clearCookies();
  if (typeof storageState === 'object') await context.addCookies(storageState.cookies);
};

/**
 * The pages of one test file, each lent to one test at a time. A page that has been used before has
 * the console's code at hand, compiled, and loads in half the time.
 */
export const createPagePool = (browser: Browser): PagePool => {
  const free = new Map<string, Kept[]>();

  const create = async (options: BrowserContextOptions): Promise<Kept> => {
    const page = await (await browser.newContext(options)).newPage();
    return { page, errors: await collectPageErrors(page) };
  };

  return {
    async lend(options) {
      const key = JSON.stringify(options);
      const kept = free.get(key)?.pop() ?? (await create(options));
      kept.errors.clear();
      return {
        ...kept,
        giveBack: async () => {
          try {
            await forget(kept.page, options);
            free.set(key, [...(free.get(key) ?? []), kept]);
          } catch {
            await kept.page.context().close();
          }
        },
      };
    },

    async make(options) {
      const kept = await create(options);
      return { ...kept, giveBack: () => kept.page.context().close() };
    },

    async close() {
      for (const { page } of [...free.values()].flat()) await page.context().close();
    },
  };
};
