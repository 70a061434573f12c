import type pg from 'pg';
import { createReadOnlyPool } from './platform/db/foreign/read-only-pool.ts';
import type { Logger } from './platform/log.ts';

/** Nothing that the console asks of a product may hold it up for longer. */
const statementMs = 5_000;
const connectMs = 3_000;

/**
 * The product's own database, to be read by jobs. Connections are opened when they are needed, so
 * that one that is away keeps no console from starting.
 */
export const openProductDatabase = (url: string | undefined, log: Logger): pg.Pool | undefined =>
  url === undefined
    ? undefined
    : createReadOnlyPool({
        url,
        name: 'product',
        max: 2,
        connectTimeoutMs: connectMs,
        statementTimeoutMs: statementMs,
        log,
      });
