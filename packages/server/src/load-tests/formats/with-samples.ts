import { Unreadable } from '../../inbox/inbox.ts';
import type { Report, ReportedSample } from '../report.ts';
import { countAt, isRecord, numberAt, recordAt, textAt, type ForeignRecord } from './foreign.ts';
import type { LoadTestFormat } from './load-test-format.ts';
import { ReportBody } from './report-body.ts';

const samplesOf = (json: unknown): readonly unknown[] | undefined => {
  const samples = isRecord(json) && recordAt(json, 'report') ? json['samples'] : undefined;
  return Array.isArray(samples) ? samples : undefined;
};

const toSample = (told: ForeignRecord): ReportedSample => ({
  method: textAt(told, 'method'),
  endpoint: textAt(told, 'endpoint') ?? textAt(told, 'url') ?? '(unnamed)',
  statusCode: countAt(told, 'statusCode') || null,
  error: textAt(told, 'error'),
  url: textAt(told, 'url'),
  responseBody: textAt(told, 'responseBody'),
  durationMs: numberAt(told, 'durationMs'),
  occurrences: countAt(told, 'occurrences'),
});

/**
 * Failed requests beside one of the other formats: no tool's own report holds what was answered.
 * `{ "report": { … }, "samples": [{ method, endpoint, statusCode, url, responseBody, durationMs }] }`
 */
export const withSamples = (formats: readonly LoadTestFormat[]): LoadTestFormat => ({
  looksFor: 'one of the JSON reports with samples of what failed ({ report, samples })',
  recognises: ({ json }) => samplesOf(json) !== undefined,
  read: async ({ json }): Promise<Report> => {
    const inner = new ReportBody(
      Buffer.from(JSON.stringify(isRecord(json) ? json['report'] : null)),
    );
    const format = formats.find(({ recognises }) => recognises(inner));
    if (!format)
      throw new Unreadable(
        'What stands under "report" is none of the JSON reports that are known.',
      );
    const report = await format.read(inner);
    const samples = (samplesOf(json) ?? []).filter(isRecord).map(toSample);
    return { ...report, samples: [...samples, ...report.samples] };
  },
});
