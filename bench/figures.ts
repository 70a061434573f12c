/** A figure of the bench, the limit it is held against, and a peer's for orientation. */
export interface Figure {
  readonly title: string;
  readonly unit: string;
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number };
  readonly beside: string;
}

export const figures = {
  ingestVsCopy: {
    title: 'Durable records through HTTP ÷ raw text COPY',
    unit: '×',
    aim: { atLeast: 0.6 },
    beside: 'COPY as superuser, 5,000 rows each, same rows, same table, before and after',
  },
  ingestPerSecond: {
    title: 'Durable activity records through HTTP',
    unit: '/s',
    beside: 'Umami on such a machine: 340 to 540 events a second',
  },
  logActivityWaitVsOtelSpan: {
    title: 'What the caller of logActivity waits ÷ an OpenTelemetry span',
    unit: '×',
    aim: { atMost: 0.5 },
    beside: 'span with five attributes, batch processor, exporter that does nothing',
  },
  logActivityCpuUs: {
    title: 'CPU of logActivity in all, until it is sent',
    unit: 'µs',
    aim: { atMost: 6 },
    beside: 'posthog-node capture(), measured in the same run',
  },
  expressVsPromClient: {
    title: 'Requests per second of an Express app with our middleware ÷ with prom-client',
    unit: '×',
    aim: { atLeast: 1 },
    beside: 'a histogram and a counter by route, method and status; every request, in turns',
  },
  fastifyVsPromClient: {
    title: 'Requests per second of a Fastify app with our plugin ÷ with prom-client',
    unit: '×',
    aim: { atLeast: 1 },
    beside: 'the same; OpenTelemetry is at 0.27 of bare Fastify, Sentry at 0.03',
  },
  recorderAddedUs: {
    title: 'What recording adds to a call of a model that is answered whole, by the dearest client',
    unit: 'µs',
    aim: { atMost: 50 },
    beside: 'the bare call of the same client in the same run, its answer there at once',
  },
  recorderStreamAddedUs: {
    title: 'The same of an answer that is streamed in 50 parts',
    unit: 'µs',
    aim: { atMost: 50 },
    beside: 'each part of a stream of the Vercel AI SDK passes through some ten streams of its own',
  },
  pipelineAddedUs: {
    title: 'What recording adds to a run of a pipeline with three stages',
    unit: 'µs',
    aim: { atMost: 50 },
    beside: 'the same functions without it',
  },
  guardUs: {
    title: 'What the guard of budgets takes to answer',
    unit: 'µs',
    aim: { atMost: 1_000 },
    beside: 'from memory; nobody is asked',
  },
  liveWatchersCorePercent: {
    title: 'What 50 watchers of the live log cost the server, in percent of a core',
    unit: '%',
    aim: { atMost: 5 },
    beside: 'the same traffic without watchers; PostgreSQL is told apart',
  },
  liveDelayMs: {
    title: 'From the commit of an action to the row in the hands of a watcher, p95',
    unit: 'ms',
    aim: { atMost: 1_000 },
    beside: '50 watchers who read at most every 900 ms, as browsers do',
  },
  apiP95Ms1m: {
    title: 'Slowest call of the pages, 95th percentile, at 1 million actions and requests a month',
    unit: 'ms',
    aim: { atMost: 50 },
    beside: "Umami's `stats` at 1 million: 402 ms; its six panels at once: 2.7 s",
  },
  apiP95Ms10m: {
    title: 'The same at 10 million',
    unit: 'ms',
    aim: { atMost: 50 },
    beside: 'growth from 1 million: at most 1.5 times, or 5 ms',
  },
  revenueP95Ms200k: {
    title: 'Slowest call of the revenue page, 95th percentile, at 200,000 subscriptions',
    unit: 'ms',
    aim: { atMost: 50 },
    beside: 'each call 40 times; what costs more than 50 ms is kept for a while',
  },
  operationsP95Ms: {
    title:
      'Slowest call of logs, inbox, integrity, load tests and autofix, 95th percentile, at 1 million logs',
    unit: 'ms',
    aim: { atMost: 50 },
    beside: '100,000 deliveries, a year of hourly checks, 2,000 runs; each call a hundred times',
  },
  usageP95Ms1m: {
    title:
      'Slowest call of the pages of AI cost, 95th percentile, at 1 million jobs in half a year',
    unit: 'ms',
    aim: { atMost: 50 },
    beside: '500 organizations; each call a hundred times',
  },
  incidentsP95Ms: {
    title:
      'Slowest call of the incident console and of what Home adds, 95th percentile, at 100,000 incidents',
    unit: 'ms',
    aim: { atMost: 50 },
    beside: '1 million check runs and stage executions; each call a hundred times',
  },
  stormPageP95Ms: {
    title: 'Pages during a storm of 10,000 alerts in 60 s from 200 sources, 95th percentile',
    unit: 'ms',
    aim: { atMost: 100 },
    beside: 'it fails unless all are stored and grouped, and no more is sent than is throttled to',
  },
  alertToNotificationP99Ms: {
    title: 'From the webhook of an alert to its notification, 99th percentile',
    unit: 'ms',
    aim: { atMost: 500 },
    beside: '20 distinct incidents a second for a minute; a receiver on this machine, unthrottled',
  },
  rssIdleMb: {
    title: 'Memory of the whole tree, idle (proportional set size)',
    unit: 'MB',
    aim: { atMost: 300 },
    beside: 'Umami without its Postgres: 198 MB',
  },
  rssDemoMb: {
    title: 'The same of a demo, with Tradewind, once its past is told',
    unit: 'MB',
    aim: { atMost: 300 },
    beside: 'the console alone, above',
  },
  rssLoadMb: {
    title: 'Memory of the whole tree, largest under load',
    unit: 'MB',
    aim: { atMost: 600 },
    beside: 'Umami without its Postgres: 786 MB',
  },
  firstPageJsKb: {
    title: 'JavaScript of the first page, gzip',
    unit: 'kB',
    aim: { atMost: 165 },
    beside: "Umami's dashboard: 890 kB",
  },
  readySeconds: {
    title: 'Installed and built checkout to /readyz',
    unit: 's',
    aim: { atMost: 5 },
    beside: 'Umami: 1.6 s without its database',
  },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof figures;
export type Measured = Partial<Record<FigureName, number>>;

export const isMet = (figure: Figure, value: number): boolean | undefined => {
  if (figure.aim === undefined) return undefined;
  return 'atMost' in figure.aim ? value <= figure.aim.atMost : value >= figure.aim.atLeast;
};
