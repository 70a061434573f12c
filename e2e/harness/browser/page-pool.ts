import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type PageErrors, collectPageErrors } from './page-errors.ts';
import { leaveConsole } from '../within-console.ts';

/** Who looks, and how: what a page that is there already can be told. */
export interface Visitor {
  readonly theme: 'light' | 'dark';
  readonly cookies: Parameters<ReturnType<Page['context']>['addCookies']>[0];
}

export interface LentPage {
  readonly page: Page;
  readonly errors: PageErrors;
  /** The console runs in it, and waits for somebody to sign in. */
  readonly isInConsole: boolean;
  /** For another test to use, as if it were new: all it keeps is the code that it has fetched. */
  readonly giveBack: () => Promise<void>;
  /** Not to be used again, nor anything that it holds. */
  readonly discard: () => Promise<void>;
}

export interface PagePool {
  lend(options: BrowserContextOptions, visitor: Visitor): Promise<LentPage>;
  /** In a context that ends with the page: for a test that changes more than `giveBack` restores. */
  make(options: BrowserContextOptions, visitor: Visitor): Promise<LentPage>;
  /** A file has ended, and its consoles with it: keeps the pages of addresses that come again. */
  park(comesAgain: (url: string) => boolean): Promise<void>;
}

type Kept = Pick<LentPage, 'page' | 'errors' | 'isInConsole'>;

const blank = 'about:blank';

const clearStorage = (page: Page): Promise<void> =>
  page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

/** @returns whether the console still runs in the page */
const forget = async (page: Page, viewport: BrowserContextOptions['viewport']) => {
  const context = page.context();
  if (context.pages().length !== 1) throw new Error('A test has opened or closed a page itself.');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.clearPermissions();
  await context.clearCookies();
  if (viewport) await page.setViewportSize(viewport);
  const isInConsole = await leaveConsole(page);
  await clearStorage(page);
  if (!isInConsole) await page.goto(blank);
  return isInConsole;
};

/**
 * The pages of a worker, each lent to one test at a time. A page that has been used before has the
 * console's code at hand, compiled; within a file, the console even goes on running in it.
 */
export const createPagePool = (browser: Browser): PagePool => {
  const free = new Map<string, Kept[]>();

  const create = async (options: BrowserContextOptions): Promise<Kept> => {
    const page = await (await browser.newContext(options)).newPage();
    return { page, errors: await collectPageErrors(page), isInConsole: false };
  };

  const receive = async ({ page }: Kept, { theme, cookies }: Visitor): Promise<void> => {
    await page.emulateMedia({ colorScheme: theme });
    await page.context().addCookies(cookies);
  };

  return {
    async lend(options, visitor) {
      const key = JSON.stringify(options);
      const kept = free.get(key)?.pop() ?? (await create(options));
      await receive(kept, visitor);
      kept.errors.clear();
      const discard = (): Promise<void> => kept.page.context().close();
      return {
        ...kept,
        discard,
        giveBack: async () => {
          try {
            const isInConsole = await forget(kept.page, options.viewport);
            free.set(key, [...(free.get(key) ?? []), { ...kept, isInConsole }]);
          } catch {
            await discard();
          }
        },
      };
    },

    async make(options, visitor) {
      const kept = await create(options);
      await receive(kept, visitor);
      const discard = (): Promise<void> => kept.page.context().close();
      return { ...kept, discard, giveBack: discard };
    },

    async park(comesAgain) {
      const all = [...free];
      free.clear();
      for (const [key, pages] of all) {
        const { baseURL = '' }: BrowserContextOptions = JSON.parse(key);
        if (comesAgain(baseURL)) {
          for (const { page } of pages) await page.goto(blank);
          free.set(
            key,
            pages.map((kept) => ({ ...kept, isInConsole: false })),
          );
        } else for (const { page } of pages) await page.context().close();
      }
    },
  };
};
