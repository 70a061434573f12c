import { z } from 'zod';
import { AlertStatus, Severity } from './alert-kinds.ts';
import { AnalysisStatus } from './analysis-run-filter.ts';
import { IncidentState } from './incident-kinds.ts';
import { RunStatus } from './pipeline-range.ts';
import { SkipReason } from './pipeline-records.ts';
import { Timestamp } from './page.ts';
import { defineRoute } from './route.ts';

/** Where one can stand in a chain. */
export const ChainPlace = z.enum(['alert', 'incident', 'run', 'check_run', 'analysis_run']);
export type ChainPlace = z.infer<typeof ChainPlace>;

/** Of an answer; the counts tell of the rest. */
export const chainLimits = { alerts: 5, runs: 5 } as const;

/**
 * Alert → incident → runs of the pipeline → their stages → analyses: all that hangs together with
 * one of them. Parts that are no longer kept, or are not there yet, are absent.
 */
export const AlertChain = z.object({
  /** Of an alert that alone; else those of the incident, firing ones and the latest first. */
  alerts: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      severity: Severity,
      status: AlertStatus,
      startedAt: Timestamp,
    }),
  ),
  alertCount: z.number().int(),
  incident: z
    .object({
      id: z.uuid(),
      number: z.number().int(),
      title: z.string(),
      severity: Severity,
      state: IncidentState,
    })
    .nullable(),
  /** Of a run that alone; else those of the incident, newest first. */
  runs: z.array(
    z.object({
      id: z.uuid(),
      status: RunStatus,
      createdAt: Timestamp,
      traceId: z.string().nullable(),
      /** In their order: each by its latest attempt. */
      stages: z.array(
        z.object({
          stage: z.string(),
          status: RunStatus,
          reason: SkipReason.nullable(),
          attempt: z.number().int(),
          durationMs: z.number().nullable(),
        }),
      ),
      analysis: z.object({ id: z.uuid(), status: AnalysisStatus }).nullable(),
    }),
  ),
  runCount: z.number().int(),
});
export type AlertChain = z.infer<typeof AlertChain>;

export const getAlertChain = defineRoute({
  method: 'GET',
  path: '/api/v1/chains/:place/:id',
  summary: 'What hangs together with an alert, incident, run, check run or analysis.',
  access: 'incidents.read',
  params: z.object({ place: ChainPlace, id: z.uuid() }),
  response: AlertChain,
});
