import type { AutofixFate, AutofixOutcome, AutofixTrigger } from '@taffrail/contract';
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
  reopened: 'Recurred',
  unknown: 'Deploy not known',
} as const satisfies Record<AutofixFate, string>;

export const fateStatuses = {
  merged: 'info',
  deployed: 'ok',
  reopened: 'error',
  unknown: 'unknown',
} as const satisfies Record<AutofixFate, StatusName>;

/** As git itself shortens them. */
export const shortSha = (sha: string): string => sha.slice(0, 7);
