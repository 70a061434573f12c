import { sourcePaths } from '@taffrail/contract';
import { existsSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { keepRunning, type Supervisor } from '../platform/child-process/supervise.ts';
import type { Demo } from './demo.ts';
import { writeProductPort } from './product-port.ts';
import { startProductProcess } from './product-process.ts';

/** Run by its path, as a product that is operated would be: the server imports nothing of it. */
const program = fileURLToPath(
  new URL('../../../../examples/tradewind/src/main.ts', import.meta.url),
);

/** As its README asks for: it stands beside the console, and should not be noticed. */
const nodeOptions = ['--max-semi-space-size=1', '--max-old-space-size=64'];

/** Memory that is given back is given back, and what was compiled is not compiled again. */
const smallProcess = (): Readonly<Record<string, string>> => {
  const cache = getCompileCacheDir();
  return {
    MALLOC_MMAP_THRESHOLD_: '1048576',
    ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }),
  };
};

/** `TAFFRAIL_LOAD_TESTS_URL`: as Tradewind's README names them. */
const variable = (kind: string, what: 'URL' | 'SECRET' | 'PING_URL'): string =>
  `TAFFRAIL_${kind.toUpperCase()}_${what}`;

/** Where the product and what stands around it send to, as the pages of sources and checks tell it. */
const addressesOf = (
  { sources, checks: { pingIds } }: Demo,
  consoleUrl: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...sources.flatMap(({ kind, key, signingSecret }) => [
      [variable(kind, 'URL'), `${consoleUrl}${sourcePaths[kind]}/${key}`],
      ...(signingSecret === undefined ? [] : [[variable(kind, 'SECRET'), signingSecret]]),
    ]),
    ...Object.entries(pingIds).map(([name, id]) => [
      variable(name, 'PING_URL'),
      `${consoleUrl}/ping/${id}`,
    ]),
  ]);

/** @throws where the sample product was left out */
export const requireSampleProduct = (): void => {
  if (existsSync(program)) return;
  throw new Error(
    `There is no demo: its sample product, ${program}, is missing. ` +
      'A clean console: npm start -- --no-demo',
  );
};

/**
 * Keeps the sample product running beside the console, with made-up customers who use it. Nothing
 * waits for it, and nothing but the log tells when it fails.
 */
export const startDemo = (
  demo: Demo,
  options: {
    /** Where the console answers on this machine. */
    consoleUrl: string;
    dataDir: string;
    clock: Clock;
    log: Logger;
  },
): Supervisor => {
  const { consoleUrl, dataDir, clock, log } = options;
  return keepRunning({
    name: 'Tradewind, the sample product,',
    longestDelayMs: 60_000,
    clock,
    log,
    start: async () => {
      await demo.ensureDatabase();
      await writeProductPort(dataDir, demo.port);
      const environment = {
        TRADEWIND_DATABASE_URL: demo.ownerUrl,
        TRADEWIND_TRAFFIC: 'on',
        HOST: '127.0.0.1',
        PORT: String(demo.port),
        TAFFRAIL_URL: consoleUrl,
        TAFFRAIL_INGEST_KEY: demo.ingestKey,
        TAFFRAIL_SPOOL_DIR: join(dataDir, 'tradewind-spool'),
        ...addressesOf(demo, consoleUrl),
        ...smallProcess(),
      };
      return startProductProcess({ file: program, nodeOptions, environment }, log);
    },
  });
};
