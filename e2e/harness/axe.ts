import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** AAA is no aim (contrast of 7:1); all the rest is, best practices and experiments included. */
const isWanted = ({ tags }: axe.RuleMetadata): boolean =>
  !tags.some((tag) => tag === 'wcag2aaa' || tag === 'deprecated');

const rules = Object.fromEntries(
  axe.getRules().map((rule) => [rule.ruleId, { enabled: isWanted(rule) }]),
);

const describe = ({ id, help, nodes }: axe.Result): string =>
  [
    `${id}: ${help}`,
    ...nodes.map(
      ({ target, failureSummary = '' }) =>
        `    ${target.join(' ')}\n        ${failureSummary.replaceAll('\n', '\n        ')}`,
    ),
  ].join('\n');

/** Throws with every offender unless the page as it stands breaks no rule of axe. */
export const expectNoAxeViolations = async (page: Page): Promise<void> => {
  // Colours are measured as they are drawn, so nothing may be half way.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (enabled) => (await window.axe.run(document, { rules: enabled })).violations,
    rules,
  );
  if (violations.length > 0) {
    throw new Error(`axe found ${violations.length}:\n${violations.map(describe).join('\n')}`);
  }
};

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
