import { z } from 'zod';

/** What a trace is made of, in the order in which it is listed. */
export const TraceLayer = z.enum([
  'span',
  'request',
  'ai_job',
  'pipeline_run',
  'stage',
  'alert',
  'incident',
  'check_run',
  'analysis_run',
  'notification',
  'activity',
  'log',
]);
export type TraceLayer = z.infer<typeof TraceLayer>;
