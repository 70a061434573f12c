import type { ConsoleMessage, Page } from 'playwright-core';

/** What a page prints or breaks is a failure of its test, unless the test says that it expects it. */
export interface PageErrors {
  /** Takes back everything up to now that matches, and demands that something did. */
  expect(pattern: RegExp): void;
  list(): readonly string[];
  clear(): void;
}

/** A browser reports each answer of 400 and more by itself; a test that cares looks at the page. */
const isAnswerOfServer = (message: ConsoleMessage): boolean =>
  message.text().startsWith('Failed to load resource: the server responded with a status of 4');

const reportViolations = (): void => {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    // oxlint-disable-next-line no-console -- this runs in the page; the harness listens
    console.error(`Content-Security-Policy: ${violatedDirective} blocked ${blockedURI}`);
  });
};

/** Collects console errors and warnings, uncaught errors and violations of the policy. */
export const collectPageErrors = async (page: Page): Promise<PageErrors> => {
  let errors: string[] = [];
  page.on('console', (message) => {
    const isLoud = message.type() === 'error' || message.type() === 'warning';
    if (isLoud && !isAnswerOfServer(message)) errors.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => errors.push('the page crashed'));
  await page.addInitScript(reportViolations);
  return {
    expect(pattern) {
      const rest = errors.filter((error) => !pattern.test(error));
      if (rest.length === errors.length) throw new Error(`The page never said ${pattern.source}.`);
      errors = rest;
    },
    list: () => errors,
    clear() {
      errors = [];
    },
  };
};
