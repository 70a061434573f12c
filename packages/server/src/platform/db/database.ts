import { Kysely, PostgresDialect, sql, type Transaction as KyselyTransaction } from 'kysely';
import pg from 'pg';
import type { Logger } from '../log.ts';
import type { Schema } from './schema.generated.ts';

/** What a store takes first, so that a transaction is passed and never ambient. */
export type Database = Kysely<Schema>;
export type Transaction = KyselyTransaction<Schema>;

// Counts fit a double; money stays text, since `numeric` is not parsed.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// A calendar day has no moment: `2026-11-21`, not midnight somewhere.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

export interface PoolOptions {
  readonly url: string;
  readonly name: string;
  readonly max: number;
  readonly log: Logger;
  /** Ends a statement on the server; 0 lets it run. */
  readonly statementTimeoutMs: number;
  /** 5 seconds unless given. */
  readonly connectTimeoutMs?: number;
}

/** A pool that survives the database going away: connections that break are only logged. */
export const createPool = (options: PoolOptions): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: `taffrail ${options.name}`,
    max: options.max,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 60_000,
    // A backend keeps what it has learned of every partition it touched: 20 MB after a few jobs.
    maxLifetimeSeconds: 300,
    statement_timeout: options.statementTimeoutMs,
  });
  pool.on('error', (error) => {
    // A pool has ended before its connections have: Postgres may stop in between.
    if (pool.ending) return;
    options.log.warn({ err: error, pool: options.name }, 'database connection lost');
  });
  // The pool listens to idle connections only. Whoever uses one learns of its loss by the query;
  // without any listener the loss would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

export const createDatabase = (pool: pg.Pool): Database =>
  new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });

/** @throws when the database is away or does not answer. */
export const answersQueries = async (db: Database): Promise<void> => {
  await sql`select 1`.execute(db);
};
