import {
  LoadTestRoute,
  LoadTestSample,
  LoadTestThreshold,
  LoadTestTimeline,
  loadTestLimits,
  LoadTestTool,
  TailLatency,
  VirtualUsers,
} from '@taffrail/contract';
import { z } from 'zod';
import { Unreadable } from '../inbox/inbox.ts';
import { keepSample } from './recording/keep-sample.ts';

/** Beyond it a number is broken: years of milliseconds, or more requests than a JSON number counts. */
const mostMs = 1e12;
const Ms = z.number().min(0).max(mostMs);
const Count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Tail = TailLatency.extend({ ms: Ms });

const figures = {
  requests: Count.nullable(),
  failed: Count.nullable(),
  averageMs: Ms.nullable(),
  tail: Tail.nullable(),
};

const Route = LoadTestRoute.extend(figures);
const Sample = LoadTestSample.omit({ id: true }).extend({
  // A smallint, whatever a server answers with.
  statusCode: z.number().int().min(0).max(32_767).nullable(),
  durationMs: Ms.nullable(),
  occurrences: Count.nullable(),
});
export type ReportedSample = z.infer<typeof Sample>;

/** What every format is read into. Null is what it does not tell. */
export const Report = z.object({
  tool: LoadTestTool,
  /** Of the test, where the report has one. */
  name: z.string().nullable(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  durationMs: Ms.nullable(),
  virtualUsers: VirtualUsers.extend({ count: Count }).nullable(),
  ...figures,
  thresholds: z.array(LoadTestThreshold),
  routes: z.array(Route),
  samples: z.array(Sample),
  timeline: LoadTestTimeline.nullable(),
});
export type Report = z.infer<typeof Report>;

/** What Postgres cannot hold is left out, and what is too long is cut. */
const keepText = (text: string, most: number): string =>
  text.replaceAll('\u0000', '').slice(0, most).toWellFormed();

const mostName = 300;
const keepName = (text: string): string => keepText(text, mostName);
const keepNullable = (text: string | null): string | null => text && keepName(text);

/** The first few of each route and status: what else is said of them is how many there are. */
const chooseSamples = (samples: readonly ReportedSample[]): ReportedSample[] => {
  const alike = new Map<string, number>();
  return samples
    .filter(({ method, endpoint, statusCode }) => {
      const key = `${method} ${statusCode} ${endpoint}`;
      const seen = alike.get(key) ?? 0;
      alike.set(key, seen + 1);
      return seen < loadTestLimits.samplesAlike;
    })
    .slice(0, loadTestLimits.samples);
};

/**
 * What of a report is kept: bounded, storable, and without secrets.
 *
 * @throws {Unreadable} of figures that cannot be
 */
export const keepReport = (report: Report): Report => {
  const parsed = Report.safeParse(report);
  if (!parsed.success)
    throw new Unreadable(`The report holds what cannot be:\n${z.prettifyError(parsed.error)}`);
  const { name, thresholds, routes, samples, ...figures } = parsed.data;
  return {
    ...figures,
    name: keepNullable(name),
    thresholds: thresholds
      .slice(0, loadTestLimits.thresholds)
      .map(({ metric, condition, isMet }) => ({
        metric: keepName(metric),
        condition: keepName(condition),
        isMet,
      })),
    routes: routes
      .toSorted((a, b) => (b.requests ?? 0) - (a.requests ?? 0))
      .slice(0, loadTestLimits.routes)
      .map((route) => ({
        ...route,
        method: keepNullable(route.method),
        endpoint: keepSample(keepText(route.endpoint, mostName)),
      })),
    samples: chooseSamples(samples).map((sample) => ({
      ...sample,
      method: keepNullable(sample.method),
      endpoint: keepSample(keepText(sample.endpoint, mostName)),
      error: sample.error && keepSample(sample.error),
      url: sample.url && keepSample(sample.url),
      responseBody: sample.responseBody && keepSample(sample.responseBody),
    })),
  };
};
