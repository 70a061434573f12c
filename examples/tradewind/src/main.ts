import { createCatalogue } from './catalogue/catalogue.ts';
import { readConfig, type Config } from './config.ts';
import { planFrom } from './llm/plan.ts';
import { llmKey, startLlm } from './llm/start-llm.ts';
import { startTradewind } from './start-tradewind.ts';
import type { Addresses } from './traffic/around/send-report.ts';
import { startTraffic } from './traffic/start-traffic.ts';

const addressesOf = (config: Config): Addresses => ({
  stripe: config.TAFFRAIL_STRIPE_URL,
  stripeSecret: config.TAFFRAIL_STRIPE_SECRET,
  loadTests: config.TAFFRAIL_LOAD_TESTS_URL,
  autofix: config.TAFFRAIL_AUTOFIX_URL,
  alertmanager: config.TAFFRAIL_ALERTMANAGER_URL,
  sentry: config.TAFFRAIL_SENTRY_URL,
  sentrySecret: config.TAFFRAIL_SENTRY_SECRET,
  github: config.TAFFRAIL_GITHUB_URL,
  githubSecret: config.TAFFRAIL_GITHUB_SECRET,
});

/** Gives what stops it again. */
const start = async (): Promise<AsyncDisposable> => {
  const config = readConfig();
  const { TRADEWIND_DATABASE_URL: databaseUrl, TRADEWIND_SEED: seed } = config;
  await using starting = new AsyncDisposableStack();
  const taffrail = {
    url: config.TAFFRAIL_URL,
    key: config.TAFFRAIL_INGEST_KEY,
    spoolDir: config.TAFFRAIL_SPOOL_DIR,
  };
  const llm = await startLlm(planFrom(seed));
  starting.defer(() => llm.stop());
  const tradewind = await startTradewind({
    databaseUrl,
    host: config.HOST,
    port: config.PORT,
    taffrail,
    catalogue: createCatalogue(seed),
    models: { url: llm.url, key: llmKey },
    heartbeats: {
      timers: config.TAFFRAIL_TIMERS_PING_URL,
      nightly: config.TAFFRAIL_NIGHTLY_PING_URL,
    },
    logLevel: config.LOG_LEVEL,
  });
  starting.defer(() => tradewind.stop());
  const { url, log } = tradewind;
  if (config.TRADEWIND_TRAFFIC === 'on') {
    const addresses = addressesOf(config);
    const traffic = startTraffic({ seed, databaseUrl, url, taffrail, addresses, log });
    starting.defer(() => traffic.stop());
  }
  process.stdout.write(`Tradewind listens on ${url}\n`);
  return starting.move();
};

const fail = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

/** By then it has sent what it has, or whoever takes it is gone. */
const stopWithinMs = 10_000;

/** While it starts, this waits until it can be stopped. */
const stop = (): void => {
  setTimeout(() => fail('Stopping took too long.'), stopWithinMs).unref();
  starting.then((running) => running[Symbol.asyncDispose]()).then(() => process.exit(0), fail);
};

const starting = start();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
// Started with a channel, it belongs to whoever holds the other end: an orphan ends itself.
process.once('disconnect', stop);
starting.catch(fail);
