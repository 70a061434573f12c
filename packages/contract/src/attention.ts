import { z } from 'zod';
import { Severity } from './alert-kinds.ts';
import { IncidentState } from './incident-kinds.ts';
import { Timestamp } from './page.ts';
import { defineRoute } from './route.ts';

/** What may need somebody; of two that are as severe, the kind that stands first comes first. */
export const AttentionKind = z.enum([
  'incident',
  'heartbeat',
  'budget',
  'failed_runs',
  'integrity',
  'load_test',
  'source',
  'autofix',
]);
export type AttentionKind = z.infer<typeof AttentionKind>;

export const AttentionItem = z.object({
  kind: AttentionKind,
  /** Of the incident, heartbeat, budget, check, source or attempt; of runs the latest. */
  recordId: z.string(),
  severity: Severity,
  /** What it is of: a title, a name. */
  title: z.string(),
  /** What is wrong, in a few words; null where the kind says it. */
  detail: z.string().nullable(),
  /** Since when, or when last; null where nobody knows. */
  at: Timestamp.nullable(),
  /** Of failed runs: how many, of which pipeline. */
  runs: z.object({ pipeline: z.string(), failed: z.number().int() }).nullable(),
  /** Of an incident: what it takes to act on it. */
  incident: z
    .object({ number: z.number().int(), state: IncidentState, version: z.number().int() })
    .nullable(),
});
export type AttentionItem = z.infer<typeof AttentionItem>;

/** As many rows as one looks through in the morning. */
export const mostAttention = 7;

export const Attention = z.object({
  asOf: Timestamp,
  /** The most severe first, at most seven. */
  items: z.array(AttentionItem),
  /** How many there are of each kind, those that are not among the items too. */
  parts: z.array(
    z.object({
      kind: AttentionKind,
      /** `forbidden`: the caller may not read it; `failed`: it could not be read, the others were. */
      state: z.enum(['shown', 'forbidden', 'failed']),
      count: z.number().int(),
    }),
  ),
});
export type Attention = z.infer<typeof Attention>;

export const getAttention = defineRoute({
  method: 'GET',
  path: '/api/v1/attention',
  summary: 'What needs somebody now: incidents, and whatever else is wrong, as far as one may see.',
  access: 'dashboard.read',
  response: Attention,
});
