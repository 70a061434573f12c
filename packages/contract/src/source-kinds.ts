import { z } from 'zod';

/** Systems that send by a webhook of their own; each has one driver on the server. */
export const SourceKind = z.enum([
  'stripe',
  'load_tests',
  'autofix',
  'alertmanager',
  'sentry',
  'github',
  'generic',
]);
export type SourceKind = z.infer<typeof SourceKind>;

/** Where each kind of source sends, the key behind it. */
export const sourcePaths = {
  stripe: '/hooks/stripe',
  load_tests: '/ingest/load-tests',
  autofix: '/ingest/autofix',
  alertmanager: '/hooks/alertmanager',
  sentry: '/hooks/sentry',
  github: '/hooks/github',
  generic: '/hooks/generic',
} as const satisfies Record<SourceKind, string>;

/** Those that sign what they send: until their secret is known, everything is refused. */
export const signingKinds: ReadonlySet<SourceKind> = new Set(['stripe', 'sentry', 'github']);
