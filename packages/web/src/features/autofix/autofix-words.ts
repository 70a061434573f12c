import type {
  AutofixFate,
  AutofixOutcome,
  AutofixRun,
  AutofixTrigger,
  AutofixVerification,
} from '@taffrail/contract';
import { formatCount } from '../../lib/format.ts';
import type { StatusName } from '../../ui/status.tsx';

export const triggerTitles = {
  sentry: 'Sentry',
  load_test: 'Load test',
  ci: 'CI',
} as const satisfies Record<AutofixTrigger, string>;

/** What it was that was to be fixed. */
export const triggerThings = {
  sentry: 'a production error in Sentry',
  load_test: 'a load test',
  ci: 'a check in CI',
} as const satisfies Record<AutofixTrigger, string>;

export const outcomeTitles = {
  fixed: 'Fixed',
  skipped: 'Skipped',
  failed: 'Failed',
} as const satisfies Record<AutofixOutcome, string>;

export const outcomeStatuses = {
  fixed: 'ok',
  skipped: 'warning',
  failed: 'error',
} as const satisfies Record<AutofixOutcome, StatusName>;

export const outcomeMeanings = {
  fixed: 'A fix was made and pushed.',
  skipped: 'No fix was needed, or the agent decided against one.',
  failed: 'The attempt ran into an error.',
} as const satisfies Record<AutofixOutcome, string>;

export const fateTitles = {
  merged: 'Not deployed yet',
  deployed: 'Deployed',
  held: 'Held',
  reopened: 'Recurred',
  unknown: 'Deploy not known',
} as const satisfies Record<AutofixFate, string>;

export const fateStatuses = {
  merged: 'info',
  deployed: 'ok',
  held: 'ok',
  reopened: 'error',
  unknown: 'unknown',
} as const satisfies Record<AutofixFate, StatusName>;

export const verificationTitles = {
  passed: 'Tests passed',
  failed: 'Tests failed',
  not_run: 'Tests not run',
} as const satisfies Record<AutofixVerification, string>;

export const verificationStatuses = {
  passed: 'ok',
  failed: 'error',
  not_run: 'idle',
} as const satisfies Record<AutofixVerification, StatusName>;

type Tested = Pick<AutofixRun, 'testsPassed' | 'testsFailed'>;

/** `3 of 415 failed`, `412 passed`; undefined where nobody counted. */
export const countTests = ({ testsPassed, testsFailed }: Tested): string | undefined => {
  const passed = testsPassed ?? 0;
  const failed = testsFailed ?? 0;
  if (failed > 0) return `${formatCount(failed)} of ${formatCount(passed + failed)} failed`;
  return passed > 0 ? `${formatCount(passed)} passed` : undefined;
};
