import type { SourceKind } from '@taffrail/contract';

/** What each kind of source is called. */
export const kindTitles = {
  stripe: 'Stripe',
  load_tests: 'Load tests',
  autofix: 'Autofix',
  alertmanager: 'Alertmanager',
  sentry: 'Sentry',
  github: 'GitHub',
  generic: 'Any other sender',
} as const satisfies Record<SourceKind, string>;
