import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { test } from 'vitest';
import { launchBrowser } from './browser/chromium.ts';
import type { PageErrors } from './browser/page-errors.ts';
import { type LentPage, type PagePool, createPagePool } from './browser/page-pool.ts';
import { isKeptAddress } from './console/ports.ts';
import type { ConsoleAccess } from './product.ts';
import { type Credentials, openSession, toBrowserCookie } from './console/sessions.ts';
import { enterConsole } from './within-console.ts';

export interface OpenOptions {
  /** Where to go first, as `/admin/activity`. */
  readonly path: string;
  readonly theme?: 'light' | 'dark';
  /** A phone is 380 px wide and has a coarse pointer. */
  readonly screen?: 'desktop' | 'phone';
  /** The owner's session by default; `nobody` has yet to sign in. */
  readonly as?: 'owner' | 'nobody' | Credentials;
  /** For a test that sets the browser's clock, keeps code or the network from it, or opens a second tab. */
  readonly isFresh?: boolean;
  readonly console: ConsoleAccess;
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

/** Signing in is throttled: each operator does it once. Their passwords tell their consoles apart. */
const sessions = new Map<string, string>();

const sessionOf = async (console: ConsoleAccess, who: ConsoleAccess | Credentials) => {
  if ('session' in who && who.session !== undefined) return who.session;
  const key = [console.url, who.email, who.password].join(' ');
  const session = sessions.get(key) ?? (await openSession(console.url, who));
  sessions.set(key, session);
  return session;
};

const openPage = async (
  pool: PagePool,
  {
    path: start,
    console,
    theme = 'light',
    screen = 'desktop',
    as = 'owner',
    isFresh = false,
  }: OpenOptions,
): Promise<LentPage> => {
  const who = as === 'owner' ? console : as;
  const session = who === 'nobody' ? undefined : await sessionOf(console, who);
  const lent = await pool[isFresh ? 'make' : 'lend'](
    {
      ...screens[screen],
      baseURL: console.url,
      // Nothing moves, so nothing is caught half way.
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
    },
    { theme, cookies: session === undefined ? [] : [toBrowserCookie(console.url, session)] },
  );
  const isOnTheWay = lent.isInConsole && session !== undefined && start.startsWith('/admin');
  if (isOnTheWay) await enterConsole(lent.page, start);
  else await lent.page.goto(start);
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
  .extend('pool', { scope: 'worker' }, ({ browser }) => createPagePool(browser))
  .extend('pages', { scope: 'file' }, ({ pool }, { onCleanup }) => {
    onCleanup(() => pool.park(isKeptAddress));
    return pool;
  })
  .extend('open', async ({ pages, task }, { onCleanup }) => {
    const opened: LentPage[] = [];
    onCleanup(async () => {
      const broken: string[] = [];
      for (const [index, { page, errors, giveBack, discard }] of opened.entries()) {
        const isFailed = task.result?.state === 'fail';
        if (isFailed) await screenshot(page, `${task.name}-${index}`);
        broken.push(...errors.list());
        await (isFailed ? discard() : giveBack());
      }
      if (broken.length > 0) throw new Error(`The page went wrong:\n${broken.join('\n')}`);
    });
    return async (options: OpenOptions): Promise<OpenedPage> => {
      const one = await openPage(pages, options);
      opened.push(one);
      return one;
    };
  });
