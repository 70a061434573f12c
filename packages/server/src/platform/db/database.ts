import { createHash } from 'node:crypto';
import {
  Kysely,
  PostgresDialect,
  sql,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
  type Transaction as KyselyTransaction,
} from 'kysely';
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
  /** Sessions plan each statement once: see docs/adr/0016-urgent-jobs-keep-plans.md. */
  readonly keepsPlans?: boolean;
}

/** A pool of sessions that keep the plans of what they are asked again and again. */
class PlanKeepingPool extends pg.Pool {}

/**
 * One plan for all values, made when the statement comes first. It may be made while tables are
 * empty, and would read them whole when they no longer are: what is urgent goes by indexes alone.
 */
const keepPlans = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

/** A pool that survives the database going away: connections that break are only logged. */
export const createPool = (options: PoolOptions): pg.Pool => {
  const { keepsPlans = false } = options;
  const pool = new (keepsPlans ? PlanKeepingPool : pg.Pool)({
    connectionString: options.url,
    application_name: `taffrail ${options.name}`,
    max: options.max,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 60_000,
    // A backend keeps what it has learned of every partition it touched: 20 MB after a few jobs.
    maxLifetimeSeconds: 300,
    statement_timeout: options.statementTimeoutMs,
    ...(keepsPlans && { options: keepPlans }),
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

/** What is put together anew each time must not fill the memory of sessions. */
const mostNames = 200;

/** Gives what a statement is prepared under; nothing where that is not worth it. */
const createNames = () => {
  const names = new Map<string, string>();
  return (text: string, values: readonly unknown[]): string | undefined => {
    if (values.length === 0) return undefined;
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNames) return known;
    const name = createHash('sha256').update(text).digest('base64url');
    names.set(text, name);
    return name;
  };
};

/** A table was changed, and so what a kept plan answers: which Postgres refuses, until the session ends. */
const isOutdated = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000';

const preparing = (
  client: pg.PoolClient,
  nameOf: ReturnType<typeof createNames>,
): PostgresPoolClient => {
  let isSpent = false;
  const run = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    const name = nameOf(text, values);
    try {
      return await client.query({ text, values: [...values], ...(name !== undefined && { name }) });
    } catch (error) {
      isSpent ||= isOutdated(error);
      throw error;
    }
  };
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('Nothing is read by cursors here.');
    return run(text, values);
  }
  return { query, release: (isBroken = false) => client.release(isBroken || isSpent) };
};

/** The pool as Kysely takes it: each statement that has values is prepared by name. */
const toPreparing = (pool: PlanKeepingPool): PostgresPool => {
  const nameOf = createNames();
  return {
    options: pool.options,
    connect: async () => preparing(await pool.connect(), nameOf),
    end: () => pool.end(),
  };
};

export const createDatabase = (pool: pg.Pool): Database =>
  new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: pool instanceof PlanKeepingPool ? toPreparing(pool) : pool,
    }),
  });

/** @throws when the database is away or does not answer. */
export const answersQueries = async (db: Database): Promise<void> => {
  await sql`select 1`.execute(db);
};
