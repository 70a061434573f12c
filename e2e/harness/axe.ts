import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** AAA is no aim (contrast of 7:1); all the rest is, best practices and experiments included. */
const isWanted = ({ tags }: axe.RuleMetadata): boolean =>
  !tags.some((tag) => tag === 'wcag2aaa' || tag === 'deprecated');

const rulesOf = (isOf: (rule: axe.RuleMetadata) => boolean): axe.RuleObject =>
  Object.fromEntries(
    axe.getRules().map((rule) => [rule.ruleId, { enabled: isWanted(rule) && isOf(rule) }]),
  );

const rules = {
  all: rulesOf(() => true),
  /** All that can change with the theme. */
  colours: rulesOf(({ tags }) => tags.includes('cat.color')),
};

/** Half as long as `axe.source`, and as much as a page has to read. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const describe = ({ id, help, nodes }: axe.Result): string =>
  [
    `${id}: ${help}`,
    ...nodes.map(
      ({ target, failureSummary = '' }) =>
        `    ${target.join(' ')}\n        ${failureSummary.replaceAll('\n', '\n        ')}`,
    ),
  ].join('\n');

/** Throws with every offender unless the page as it stands breaks no rule of axe. */
export const expectNoAxeViolations = async (
  page: Page,
  of: keyof typeof rules = 'all',
): Promise<void> => {
  // Colours are measured as they are drawn, so nothing may be half way.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const violations = await page.evaluate(async (enabled) => {
    // Of what passes nothing is read, so nothing is written about it.
    const results = await window.axe.run(document, {
      rules: enabled,
      resultTypes: ['violations'],
    });
    return results.violations;
  }, rules[of]);
  if (violations.length > 0) {
    throw new Error(`axe found ${violations.length}:\n${violations.map(describe).join('\n')}`);
  }
};

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
