import { z } from 'zod';

/** Systems that send by a webhook of their own; each has one driver on the server. */
export const SourceKind = z.enum(['stripe', 'load_tests', 'autofix']);
export type SourceKind = z.infer<typeof SourceKind>;

/** Where each kind of source sends, the key behind it. */
export const sourcePaths = {
  stripe: '/hooks/stripe',
  load_tests: '/ingest/load-tests',
  autofix: '/ingest/autofix',
} as const satisfies Record<SourceKind, string>;
