import { createAiJob } from './ai/ai-job.ts';
import { createAiSdk } from './ai/ai-sdk.ts';
import { BudgetFeed } from './ai/budgets/budget-feed.ts';
import { createGuard } from './ai/budgets/guard.ts';
import { createAnthropic, createOpenAi } from './ai/clients.ts';
import type { HttpAnswer } from './delivery/answer.ts';
import { Codec } from './delivery/codec.ts';
import { Delivery } from './delivery/delivery.ts';
import { createPoster, type Poster } from './delivery/http-post.ts';
import { createHostCalls } from './host-calls.ts';
import { flushBeforeExit } from './host/exit-flush.ts';
import type { Ports } from './host/ports.ts';
import { withinTime } from './host/time-limit.ts';
import { Ledger } from './ledger/ledger.ts';
import { toSettings, type Settings, type TaffrailOptions } from './options.ts';
import { createPipeline } from './pipelines/create-pipeline.ts';
import { createScore } from './pipelines/score.ts';
import { createMiddleware } from './requests/middleware.ts';
import { RequestLog } from './requests/request-log.ts';
import { createUuidV7 } from './record/uuid-v7.ts';
import { createCounters } from './report/counters.ts';
import { createErrorReport } from './report/error-report.ts';
import type { LogActivity, Taffrail } from './taffrail.ts';

const flushMs = 10_000;
const closeMs = 5_000;

/** Joins the parts; time and chance come from the ports. */
export function createClient(options: TaffrailOptions, ports: Ports): Taffrail {
  const settings = toSettings(options);
  const counters = createCounters();
  const report = createErrorReport(settings.onError, ports);
  const poster = toPoster(settings, ports);
  const parts = { poster, codec: new Codec(), counters, report, ports };
  const delivery = new Delivery(settings, parts, createUuidV7(), (block) =>
    requests.recycle(block),
  );
  const ledger = new Ledger(settings, parts);
  const { trustedHops, exitFlushMs } = settings;
  const calls = createHostCalls({ trustedHops, delivery, ledger, counters, report, ports });
  const requests = new RequestLog({
    ports,
    blockRequests: settings.batchRequests,
    flushIntervalMs: settings.flushIntervalMs,
    isBehind: () => delivery.isBehind,
    send: calls.sendRequests,
    onLate: calls.dropLateRequest,
    onFailure: calls.dropRequest,
  });
  const budgets = new BudgetFeed({
    ports,
    ask: settings.endpoint && ((etag) => poster.get('budgets', etag)),
    onFailure: (message) => report.tellSoon('unreachable', message, 0),
  });
  if (settings.budgetsFromStart) budgets.start();
  let closing: Promise<boolean> | undefined;

  const flushAll = (): Promise<unknown> => {
    requests.flush();
    return Promise.all([delivery.flush(), ledger.flush()]);
  };

  const flush = (limitMs: unknown, defaultMs: number): Promise<boolean> =>
    withinTime(flushAll(), limitMs, defaultMs, ports);

  const takeBackExitFlush = flushBeforeExit(exitFlushMs, () => flush(exitFlushMs, exitFlushMs));

  const close = async (limitMs: unknown): Promise<boolean> => {
    requests.end();
    calls.end();
    const isDone = await flush(limitMs, closeMs);
    takeBackExitFlush();
    budgets.stop();
    const stopped = Promise.all([delivery.stop(), ledger.stop()]);
    poster.stop();
    await stopped;
    report.stop();
    return isDone;
  };

  if (settings.endpoint === undefined) report.tellSoon('invalid_options', unusable);
  return {
    logActivity: calls.logActivity as LogActivity,
    log: calls.log,
    organization: (fields) => calls.logEntity('organization', fields),
    user: (fields) => calls.logEntity('user', fields),
    membership: (fields) => calls.logEntity('membership', fields),
    // Without the time of the call, a batch that is sent late would tell of its arrival.
    subscription: (fields) =>
      calls.logEntity('subscription', fields, { at: new Date(ports.now()) }),
    // The moment of the call is when it was over, and what recognises it.
    deploy: (fields) => calls.logEntity('deploy', fields, { finishedAt: new Date(ports.now()) }),
    aiJob: createAiJob(calls.telling),
    openai: createOpenAi(calls.telling),
    anthropic: createAnthropic(calls.telling),
    aiSdk: createAiSdk(calls.telling),
    guard: createGuard(budgets, settings.onUnknownBudgets),
    pipeline: createPipeline(calls.telling),
    score: createScore(calls.telling),
    ...createMiddleware(requests, ports),
    flush: (timeoutMs) => flush(timeoutMs, flushMs),
    close: (timeoutMs) => {
      closing ??= close(timeoutMs);
      return closing;
    },
    stats: () => ({
      ...counters,
      queued: delivery.heldRecords + requests.waiting,
      queuedBytes: delivery.heldBytes,
      spooled: ledger.spooled,
      lastError: report.last,
    }),
  };
}

const unusable = 'url or key is unusable';

function toPoster({ endpoint, key, requestTimeoutMs }: Settings, ports: Ports): Poster {
  if (endpoint !== undefined) {
    return createPoster({ endpoint, key, timeoutMs: requestTimeoutMs }, ports);
  }
  // Answers in the console's place: there is no address to send to.
  const answer = { status: 0, retryAfter: undefined, acceptEncoding: undefined, body: unusable };
  const answered = (): Promise<HttpAnswer> => Promise.resolve(answer);
  return { post: answered, get: answered, stop: () => {} };
}
