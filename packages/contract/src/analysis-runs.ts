import { z } from 'zod';
import {
  AnalysisPurpose,
  AnalysisRating,
  AnalysisRatingFilter,
  AnalysisStatus,
} from './analysis-run-filter.ts';
import { IdParams, PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

const Count = z.number().int();
/** US dollars as decimal text with 8 decimals. */
const Usd = z.string().regex(/^\d+\.\d{8}$/);

/** What a row that a sentence rests on is; its page is found by type and id. */
export const CitedType = z.enum([
  'alert',
  'incident',
  'check',
  'check_run',
  'pipeline_run',
  'error_group',
  'autofix_run',
  'load_test_run',
]);
export type CitedType = z.infer<typeof CitedType>;

export const CitedRow = z.object({
  type: CitedType,
  id: z.uuid(),
  /** What it is called: the alert's name, `#1042`, the first line of an error. */
  label: z.string(),
});
export type CitedRow = z.infer<typeof CitedRow>;

export const AnalysisSentenceKind = z.enum(['fact', 'cause']);

/** Of a run: each sentence names the rule that found it, and the rows that it rests on. */
export const AnalysisFinding = z.object({
  kind: AnalysisSentenceKind,
  /** `recurring_alert`. */
  rule: z.string(),
  text: z.string(),
  /** From 0 to 1, of a likely cause; null of what is simply so. */
  confidence: z.number().min(0).max(1).nullable(),
  sources: z.array(CitedRow).min(1),
});
export type AnalysisFinding = z.infer<typeof AnalysisFinding>;

/** What was looked at, whether or not a sentence came of it. */
export const AnalysisInput = z.object({
  /** What was asked: `alerts_of_service`. */
  name: z.string(),
  rows: z.array(CitedRow),
  /** There were more than were looked at. */
  isCut: z.boolean(),
});
export type AnalysisInput = z.infer<typeof AnalysisInput>;

export const AnalysisRun = z.object({
  id: z.uuid(),
  /** When it began. */
  createdAt: Timestamp,
  status: AnalysisStatus,
  /** `rules` is no model. */
  provider: z.string(),
  model: z.string().nullable(),
  purpose: AnalysisPurpose,
  inputTokens: Count,
  outputTokens: Count,
  costUsd: Usd,
  latencyMs: z.number(),
  rating: AnalysisRating.nullable(),
  /** The likely cause in a sentence, else the first thing that was found. */
  summary: z.string().nullable(),
  /** Of that cause; null without one. */
  confidence: z.number().nullable(),
  /** Of what failed. */
  errorType: z.string().nullable(),
  errorMessage: z.string().nullable(),
  incident: z
    .object({ id: z.uuid(), number: Count.nullable(), title: z.string().nullable() })
    .nullable(),
  alert: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  /** Of the pipeline `alerts` that it was made in. */
  runId: z.uuid().nullable(),
  traceId: z.string().nullable(),
});
export type AnalysisRun = z.infer<typeof AnalysisRun>;

export const AnalysisRunFilter = z.object({
  status: AnalysisStatus.optional(),
  provider: Text(100).min(1).optional(),
  purpose: AnalysisPurpose.optional(),
  rating: AnalysisRatingFilter.optional(),
  /** Those that cost `expensiveAnalysisUsd` or more. */
  cost: z.literal('expensive').optional(),
  incidentId: z.uuid().optional(),
  runId: z.uuid().optional(),
  traceId: Text(64).min(1).optional(),
  /** From this moment on; nothing older than `analysisKeptDays` is read. */
  from: RangeEnd.optional(),
  /** Up to, but without, this moment. */
  to: RangeEnd.optional(),
});
export type AnalysisRunFilter = z.infer<typeof AnalysisRunFilter>;

export const listAnalysisRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/analysis-runs',
  summary: 'Analyses of alerts, newest first.',
  access: 'incidents.read',
  query: PageQuery.extend(AnalysisRunFilter.shape),
  response: pageOf(AnalysisRun),
});

/** CSV (RFC 4180, UTF-8, with a header) or one JSON object a line. Each export is audited. */
export const exportAnalysisRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/analysis-runs/export',
  summary: 'All analyses that the filters give, as CSV or NDJSON.',
  access: 'incidents.read',
  query: AnalysisRunFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }),
});

export const AnalysisFigures = z.object({
  asOf: Timestamp,
  /** By provider and model, most runs first. */
  items: z.array(
    z.object({
      provider: z.string(),
      model: z.string().nullable(),
      runs: Count,
      failed: Count,
      inputTokens: Count,
      outputTokens: Count,
      costUsd: Usd,
      /** Of those that succeeded; null without one. */
      averageLatencyMs: z.number().nullable(),
    }),
  ),
});
export type AnalysisFigures = z.infer<typeof AnalysisFigures>;

export const getAnalysisFigures = defineRoute({
  method: 'GET',
  path: '/api/v1/analysis-figures',
  summary: 'How many analyses each provider made, and what they cost, by whole days.',
  access: 'incidents.read',
  query: z.object({
    /** The day of the reporting time zone in which it lies is the first; 7 days back unless given. */
    from: RangeEnd.optional(),
    /** The day in which it lies is the last; today unless given. */
    to: RangeEnd.optional(),
  }),
  response: AnalysisFigures,
});

/** A run with all that it found. */
export const AnalysisRunDetail = AnalysisRun.extend({
  findings: z.array(AnalysisFinding),
  inputs: z.array(AnalysisInput),
  timing: z.object({
    /** Milliseconds until everything was read. */
    readMs: z.number(),
    /** Milliseconds that the provider took. */
    analyzeMs: z.number(),
  }),
  rated: z.object({ at: Timestamp, by: z.string(), reason: z.string().nullable() }).nullable(),
  /** Goes up with each rating: whoever rates says which one they saw. */
  version: Count,
});
export type AnalysisRunDetail = z.infer<typeof AnalysisRunDetail>;

export const getAnalysisRun = defineRoute({
  method: 'GET',
  path: '/api/v1/analysis-runs/:id',
  summary: 'An analysis with its sentences, the rows that each rests on, and what was looked at.',
  access: 'incidents.read',
  params: IdParams,
  response: AnalysisRunDetail,
});

export const rateAnalysisRun = defineRoute({
  method: 'POST',
  path: '/api/v1/analysis-runs/:id/rating',
  summary: 'Say whether an analysis was right: a score of the stage analyze of its run.',
  access: 'incidents.act',
  params: IdParams,
  body: z.object({
    rating: AnalysisRating,
    reason: Text(1_000).trim().min(1).optional(),
    version: Count,
  }),
  response: AnalysisRunDetail,
});
