import { createCatalogue } from './catalogue/catalogue.ts';
import { readConfig } from './config.ts';
import { startTradewind, type RunningTradewind } from './start-tradewind.ts';

const start = (): Promise<RunningTradewind> => {
  const config = readConfig();
  return startTradewind({
    databaseUrl: config.TRADEWIND_DATABASE_URL,
    host: config.HOST,
    port: config.PORT,
    taffrail: {
      url: config.TAFFRAIL_URL,
      key: config.TAFFRAIL_INGEST_KEY,
      spoolDir: config.TAFFRAIL_SPOOL_DIR,
    },
    catalogue: createCatalogue(config.TRADEWIND_SEED),
    logLevel: config.LOG_LEVEL,
  });
};

try {
  const running = await start();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void running.stop().then(() => process.exit(0)));
  process.stdout.write(`Tradewind listens on ${running.url}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
