import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute and more beside others, the longest first in each suite. */
export const longest: readonly string[] = [
  'packages/server/src/stripe/same-by-webhooks.test.ts',
  'packages/server/src/platform/postgres/embedded-postgres.test.ts',
  'packages/server/src/dashboard/request-figures.test.ts',
  'packages/server/src/changes/routes.test.ts',
  'examples/tradewind/test/dashboard.test.ts',
  'packages/server/src/load-tests/runner/runner.test.ts',
  'packages/server/src/alert-runs/engine/killed.test.ts',
  'packages/server/src/attention/plans.test.ts',
  'e2e/activity/live.test.ts',
  'e2e/activity/activity.test.ts',
  'e2e/process/demo.test.ts',
  'e2e/process/durability.test.ts',
  'e2e/settings/account.test.ts',
];

const placeOf = (root: string, { moduleId }: TestSpecification): number => {
  const place = longest.indexOf(path.relative(root, moduleId));
  return place < 0 ? longest.length : place;
};

/**
 * One that begins last keeps the other cores waiting. How long files took is known where they have
 * run before; on a fresh clone Vitest goes by their size, which says little.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    return (await super.sort(files)).toSorted((a, b) => placeOf(root, a) - placeOf(root, b));
  }
}
