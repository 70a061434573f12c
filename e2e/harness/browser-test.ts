import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import type { PageErrors } from './page-errors.ts';
import { type LentPage, type PagePool, createPagePool } from './page-pool.ts';
import type { ConsoleAccess } from './product.ts';

export type Credentials = Pick<ConsoleAccess, 'email' | 'password'>;

export interface OpenOptions {
  /** Where to go first, as `/admin/activity`. */
  readonly path: string;
  readonly theme?: 'light' | 'dark';
  /** A phone is 380 px wide and has a coarse pointer. */
  readonly screen?: 'desktop' | 'phone';
  /** The owner's session by default; `nobody` has yet to sign in. */
  readonly as?: 'owner' | 'nobody' | Credentials;
  /** For a test that sets the browser's clock, cuts its network or opens a second tab. */
  readonly isFresh?: boolean;
  /** The console that every test file shares, unless the test has started one of its own. */
  readonly console?: ConsoleAccess;
}

export interface OpenedPage {
  readonly page: Page;
  readonly errors: PageErrors;
}

const screens = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 380, height: 760 }, hasTouch: true, isMobile: true },
} as const satisfies Record<string, BrowserContextOptions>;

const pictures = path.resolve(import.meta.dirname, '../../test-results');

/** Leaves a picture of the page in `test-results/`. */
export const screenshot = async (page: Page, name: string): Promise<void> => {
  await mkdir(pictures, { recursive: true });
  const file = `${name.replaceAll(/[^\w-]+/g, '-').slice(0, 120)}.png`;
  await page.screenshot({ path: path.join(pictures, file), fullPage: true });
};

/** Signs in through the form, and waits until the console shows. */
export const signIn = async (page: Page, { email, password }: Credentials): Promise<void> => {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(({ pathname }) => pathname.startsWith('/admin'));
};

/** Signing in is throttled, so each file does it once for each operator and keeps the cookies. */
const sessions = new Map<string, Awaited<ReturnType<typeof cookiesOf>>>();
const cookiesOf = async (browser: Browser, url: string, who: Credentials) => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${url}/sign-in`);
    await signIn(page, who);
    return await context.storageState();
  } finally {
    await context.close();
  }
};

const sessionOf = async (browser: Browser, url: string, who: Credentials) => {
  const key = `${url} ${who.email}`;
  const state = sessions.get(key) ?? (await cookiesOf(browser, url, who));
  sessions.set(key, state);
  return state;
};

const openPage = async (
  browser: Browser,
  pool: PagePool,
  { path: start, theme = 'light', screen = 'desktop', as = 'owner', ...rest }: OpenOptions,
): Promise<LentPage> => {
  const console = rest.console ?? inject('console');
  const who = as === 'owner' ? console : as;
  const lent = await pool[rest.isFresh === true ? 'make' : 'lend']({
    ...screens[screen],
    baseURL: console.url,
    colorScheme: theme,
    // Nothing moves, so nothing is caught half way.
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...(who === 'nobody' ? {} : { storageState: await sessionOf(browser, console.url, who) }),
  });
  await lent.page.goto(start);
  return lent;
};

/**
 * The test function of the browser tests. `open` gives a page that no other test is using and that
 * knows of none before; when the test ends, the page must have printed no error, thrown none and broken no policy.
 */
export const browserTest = test
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads the wanted fixtures out of it
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await launchBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('pool', { scope: 'file' }, ({ browser }, { onCleanup }) => {
    const pool = createPagePool(browser);
    onCleanup(() => pool.close());
    return pool;
  })
  .extend('open', async ({ browser, pool, task }, { onCleanup }) => {
    const opened: LentPage[] = [];
    onCleanup(async () => {
      const broken: string[] = [];
      for (const [index, { page, errors, giveBack }] of opened.entries()) {
        if (task.result?.state === 'fail') await screenshot(page, `${task.name}-${index}`);
        broken.push(...errors.list());
        await giveBack();
      }
      if (broken.length > 0) throw new Error(`The page went wrong:\n${broken.join('\n')}`);
    });
    return async (options: OpenOptions): Promise<OpenedPage> => {
      const one = await openPage(browser, pool, options);
      opened.push(one);
      return one;
    };
  });
