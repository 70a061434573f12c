import { lateAfterDays, type Freshness, type SourceKind } from '@taffrail/contract';
import { plural } from '../../lib/format.ts';
import type { StatusName } from '../../ui/status.tsx';

export const kindTitles = {
  stripe: 'Stripe',
  load_tests: 'Load tests',
  autofix: 'Autofix',
} as const satisfies Record<SourceKind, string>;

export const kindPurposes = {
  stripe: 'Subscriptions, invoices and their changes, as webhooks: what revenue is made of.',
  load_tests: 'Reports of k6, Artillery, autocannon and Locust, as the tool writes them.',
  autofix: 'What agents attempted to fix: the execution file of claude-code-action, or your own.',
} as const satisfies Record<SourceKind, string>;

export const freshnessStatuses = {
  fresh: 'ok',
  late: 'warning',
  never: 'idle',
} as const satisfies Record<Freshness, StatusName>;

/** `Late: something is expected at least every 8 days`. */
export const freshnessWords = (freshness: Freshness, kind: keyof typeof lateAfterDays): string => {
  if (freshness === 'fresh') return 'Fresh';
  if (freshness === 'never') return 'Nothing has come yet';
  const days = lateAfterDays[kind];
  return days === null ? 'Late' : `Late: silent for more than ${plural(days, 'day')}`;
};
