import type { LoadTestRequest } from '@taffrail/contract';
import autocannon, { type Options } from 'autocannon';
import type { Clock } from '../../platform/clock.ts';
import type { Report, ReportedSample } from '../report.ts';
import { RequestTimeline } from '../timeline/request-timeline.ts';
import type { RunnablePlan } from './plans.ts';
import { endpointOf, RouteTally } from './route-tally.ts';

/** Of one request; more would only tell again that the target is away. */
const mostErrors = 1_000;
const answerWithinSeconds = 30;

/** As equal as can be, the first ones with one more. */
const shareOf = (total: number, parts: number, index: number): number =>
  Math.floor(total / parts) + (index < total % parts ? 1 : 0);

type ToSample = (what: Partial<ReportedSample>) => ReportedSample;

const samplesOf = (url: string, request: LoadTestRequest): ToSample => {
  const bare = {
    method: request.method,
    endpoint: endpointOf(request),
    statusCode: null,
    error: null,
    url,
    responseBody: null,
    durationMs: null,
    occurrences: null,
  };
  return (what) => ({ ...bare, ...what });
};

/** Told of each request, failed or not, whatever its route. */
type OnDone = (hasFailed: boolean, durationMs: number | null) => void;

/** Sends one request of a plan again and again, by its share of the connections. */
const sendAgainAndAgain = async (
  { run }: RunnablePlan,
  index: number,
  onDone: OnDone,
): Promise<RouteTally> => {
  const request = run.requests[index];
  const tally = new RouteTally();
  if (!request) return tally;
  const url = new URL(request.path, run.url).href;
  const toSample = samplesOf(url, request);
  const parts = run.requests.length;
  let body = '';
  const options: Options = {
    url,
    method: request.method,
    headers: request.headers,
    connections: shareOf(run.connections, parts, index),
    duration: run.seconds,
    timeout: answerWithinSeconds,
    bailout: mostErrors,
    // What was answered is told first, and in the same breath how long it took.
    requests: [
      {
        onResponse: (_, answered) => {
          body = answered;
        },
      },
    ],
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(run.requestsPerSecond === undefined
      ? {}
      : { overallRate: shareOf(run.requestsPerSecond, parts, index) }),
  };
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(options, (error) => (error ? reject(error) : resolve()));
    instance.on('response', (_, statusCode, __, durationMs) => {
      onDone(statusCode >= 400, durationMs);
      tally.addAnswer(statusCode, durationMs, () =>
        toSample({ statusCode, durationMs, responseBody: body }),
      );
    });
    instance.on('reqError', (error: NodeJS.ErrnoException) => {
      onDone(true, null);
      const words = error.code ?? error.message;
      tally.addError(words, () => toSample({ error: words }));
    });
  });
  return tally;
};

/** All requests of a plan at the same time, each by connections of its own, until its seconds are over. */
export const generateLoad = async (plan: RunnablePlan, clock: Clock): Promise<Report> => {
  const { requests, connections } = plan.run;
  const startedAt = clock.now();
  const timeline = new RequestTimeline();
  const onDone: OnDone = (hasFailed, durationMs) => {
    const now = clock.now();
    timeline.addUsers(now, connections);
    timeline.addRequests(now, 1);
    timeline.addFailed(now, hasFailed);
    if (durationMs !== null) timeline.addDuration(now, durationMs);
  };
  const tallies = await Promise.all(
    requests.map((_, index) => sendAgainAndAgain(plan, index, onDone)),
  );
  const durationMs = clock.now().getTime() - startedAt.getTime();
  const all = new RouteTally();
  for (const tally of tallies) all.merge(tally);
  return {
    tool: 'autocannon',
    name: plan.name,
    // Whoever asked for it counts back from its end, by a clock of its own.
    startedAt: null,
    endedAt: null,
    durationMs,
    virtualUsers: { count: connections, counted: 'concurrent' },
    ...all.toFigures(),
    timeline: timeline.toTimeline(),
    thresholds: [],
    routes: requests.map((request, index) => ({
      method: request.method,
      endpoint: endpointOf(request),
      ...(tallies[index] ?? all).toFigures(),
    })),
    samples: tallies.flatMap((tally) => tally.toSamples()),
  };
};
