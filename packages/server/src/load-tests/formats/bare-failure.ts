import type { ReportedSample } from '../report.ts';

/** Requests that failed alike, where a tool counts them and keeps none. */
export const bareFailure = (
  endpoint: string,
  { statusCode = null, error = null }: { statusCode?: number | null; error?: string | null },
  occurrences: number,
): ReportedSample => ({
  method: null,
  endpoint,
  statusCode,
  error,
  url: null,
  responseBody: null,
  durationMs: null,
  occurrences,
});
