import type { Page } from 'playwright-core';

/** A page that is not there by then is loaded anew. */
const leavingMs = 5_000;

const signInForm = (page: Page) => page.getByRole('heading', { name: 'Sign in', exact: true });

/** The console asks anew how it stands, as it does in a tab that comes back into view. */
const comeIntoView = (): void => {
  for (const isHidden of [true, false]) {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }
  Reflect.deleteProperty(document, 'hidden');
};

/**
 * As when a session ends elsewhere: the console learns that nobody is signed in any more, leads to
 * the sign-in, and forgets all that it has fetched. The cookies must be gone already.
 *
 * @returns whether it did; otherwise the page shows something else, or is in trouble.
 */
export const leaveConsole = async (page: Page): Promise<boolean> => {
  try {
    if (!new URL(page.url()).pathname.startsWith('/admin')) return false;
    await page.evaluate(comeIntoView);
    await signInForm(page).waitFor({ timeout: leavingMs });
    return true;
  } catch {
    return false;
  }
};

/** From the sign-in on as signing in leads on: nothing is loaded but what the page shows. */
export const enterConsole = async (page: Page, path: string): Promise<void> => {
  await page.evaluate((to) => history.pushState(null, '', to), path);
  await signInForm(page).waitFor({ state: 'detached' });
};

/**
 * Goes to a page of the console that knows nothing of what was fetched before, as `page.goto` does,
 * without loading the console itself once more.
 */
export const visit = async (page: Page, path: string): Promise<void> => {
  const context = page.context();
  const cookies = await context.cookies();
  await context.clearCookies();
  if (!(await leaveConsole(page))) throw new Error('The page has not left the console.');
  await context.addCookies(cookies);
  await enterConsole(page, path);
};
