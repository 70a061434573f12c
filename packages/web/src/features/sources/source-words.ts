import { lateAfterDays, type Freshness, type SourceKind } from '@taffrail/contract';
import { plural } from '../../lib/format.ts';
import type { StatusName } from '../../ui/status.tsx';

export const kindPurposes = {
  stripe: 'Subscriptions, invoices and their changes, as webhooks: what revenue is made of.',
  load_tests: 'Reports of k6, Artillery, autocannon and Locust, as the tool writes them.',
  autofix: 'What agents attempted to fix: the execution file of claude-code-action, or your own.',
  alertmanager: 'Alerts of Prometheus, as groups that fire and are resolved.',
  sentry: 'Issues and alerts of Sentry, signed by an internal integration of yours.',
  github: 'Workflow runs that fail, until one succeeds on the same branch again; deploys.',
  generic: 'JSON of any sender: a mapping says where name, status and severity stand in it.',
} as const satisfies Record<SourceKind, string>;

/** Where the secret of those that sign is found. */
export const secretHints: Readonly<Partial<Record<SourceKind, string>>> = {
  stripe: 'whsec_…, from the page of the endpoint in Stripe.',
  sentry: 'The client secret, from the page of the internal integration in Sentry.',
  github: 'The secret that you give the webhook in GitHub: a long random one of your own.',
};

export const freshnessStatuses = {
  fresh: 'ok',
  late: 'warning',
  never: 'idle',
  disabled: 'idle',
} as const satisfies Record<Freshness, StatusName>;

/** `Late: something is expected at least every 8 days`. */
export const freshnessWords = (freshness: Freshness, kind: keyof typeof lateAfterDays): string => {
  if (freshness === 'fresh') return 'Fresh';
  if (freshness === 'never') return 'Nothing has come yet';
  if (freshness === 'disabled') return 'Disabled: what comes is held';
  const days = lateAfterDays[kind];
  return days === null ? 'Late' : `Late: silent for more than ${plural(days, 'day')}`;
};
