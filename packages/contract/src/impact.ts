import { z } from 'zod';
import { RequestFigures } from './api-metrics.ts';
import { CheckKind } from './check-kinds.ts';
import { IdParams, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';

const Range = z.object({ from: Timestamp, to: Timestamp });

/** Figures of a part of a range, and which part: as wide as what is still told apart. */
const RequestsOfPart = RequestFigures.extend({ range: Range });

/** The product's requests around something that happened. */
export const RequestsAround = z.object({
  /** Whose they are: of an endpoint that an alert names in its labels; null: of all endpoints. */
  endpoint: z.string().nullable(),
  range: Range,
  /** 60, 300, 900, 3600, or 86400 for days of the reporting time zone. */
  stepSeconds: z.number().int(),
  /** In order, moments without requests too. */
  series: z.array(RequestFigures.extend({ at: Timestamp })),
  /** From the beginning of the range up to where it happened. */
  before: RequestsOfPart,
  /** From there until it was over, or until now. */
  during: RequestsOfPart,
});
export type RequestsAround = z.infer<typeof RequestsAround>;

export const IncidentImpact = z.object({
  asOf: Timestamp,
  /**
   * When it opened, and when it was resolved and opened again since, in order: the latest fifty. One
   * that became part of another ended with that.
   */
  changes: z.array(z.object({ kind: z.enum(['opened', 'resolved', 'reopened']), at: Timestamp })),
  /** Null for those who may not see requests. */
  requests: RequestsAround.nullable(),
});
export type IncidentImpact = z.infer<typeof IncidentImpact>;

export const getIncidentImpact = defineRoute({
  method: 'GET',
  path: '/api/v1/incidents/:id/impact',
  summary:
    "The product's requests around an incident: of an endpoint that its alerts name, else of all.",
  access: 'incidents.read',
  params: IdParams,
  response: IncidentImpact,
});

/** What a check measured. */
const CheckMetric = z.object({
  type: z.literal('check'),
  check: z.object({
    id: z.uuid(),
    kind: CheckKind,
    /** As it was called then. */
    name: z.string(),
  }),
  /** Whether the alert is of this check; else it measures the same of the same machine. */
  isSource: z.boolean(),
  range: Range,
  /** The latest run in the range; null when runs of then are no longer kept. */
  latestRunId: z.uuid().nullable(),
  /** The thresholds of that run. */
  warningAt: z.number().nullable(),
  criticalAt: z.number().nullable(),
  /** 60, 300, 3600 or 86400. */
  stepSeconds: z.number().int(),
  /** In order, in the unit of the kind (`checkUnits`); a moment without a run is left out. */
  points: z.array(
    z.object({ at: Timestamp, mean: z.number().nullable(), max: z.number().nullable() }),
  ),
});
export type CheckMetric = z.infer<typeof CheckMetric>;

const RequestMetric = RequestsAround.extend({ type: z.literal('requests') });

export const AlertMetric = z.object({
  asOf: Timestamp,
  /**
   * Of what is known here, what fired: what the check behind the alert measured; the requests of an
   * endpoint that its labels name; the use of processor, memory or disk of a machine that they name
   * and that a check looks at. Null where it is nothing of these.
   */
  metric: z.discriminatedUnion('type', [CheckMetric, RequestMetric]).nullable(),
});
export type AlertMetric = z.infer<typeof AlertMetric>;

export const getAlertMetric = defineRoute({
  method: 'GET',
  path: '/api/v1/alerts/:id/metric',
  summary: 'What is known of the metric that fired, around the time when it did.',
  access: 'incidents.read',
  params: IdParams,
  response: AlertMetric,
});
