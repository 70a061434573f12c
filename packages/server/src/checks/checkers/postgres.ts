import type { PostgresCheckConfig } from '@taffrail/contract';
import type pg from 'pg';
import { sql } from 'kysely';
import { startStopwatch } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { limitStatements } from '../../platform/db/statement-limit.ts';
import { toQueryFailure, type QueryFailure } from '../../platform/db/foreign/query-failure.ts';
import { budgetMs, judge, worstOf, type Checker } from './checker.ts';
import { aliveSql, connectionsSql } from './postgres.sql.ts';

interface Seen {
  readonly answerMs: number;
  readonly connections: number;
  readonly mostConnections: number;
}

const failures: Readonly<Record<QueryFailure, string>> = {
  unreachable: 'The database cannot be reached.',
  refused: 'The database lets nobody in.',
  unavailable: 'The database takes nobody at the moment.',
  timed_out: 'The database did not answer in time.',
  missing: 'The database could not be asked.',
  not_allowed: 'The database may not be asked.',
  failed: 'The database could not be asked.',
};

type Ask = <Row>(text: string) => Promise<readonly Row[]>;

/** On a connection that is there: waiting for one of the pool is not the database's fault. */
const see = async (ask: Ask): Promise<Seen> => {
  const elapsedMs = startStopwatch();
  await ask(aliveSql);
  const answerMs = elapsedMs();
  const [found] = await ask<{ connections: number; most: number }>(connectionsSql);
  return { answerMs, connections: found?.connections ?? 0, mostConnections: found?.most ?? 0 };
};

const seeOwn = (db: Database): Promise<Seen> =>
  db.transaction().execute(async (tx) => {
    await limitStatements(tx, budgetMs);
    return see(async <Row>(text: string) => (await sql.raw<Row>(text).execute(tx)).rows);
  });

/** Its pool limits its statements. */
const seeProduct = async (pool: pg.Pool): Promise<Seen> => {
  const client = await pool.connect();
  let isGood = false;
  try {
    const seen = await see(async <Row>(text: string) => {
      const { rows } = await client.query(text);
      return rows as Row[];
    });
    isGood = true;
    return seen;
  } finally {
    client.release(!isGood);
  }
};

const judgeSeen = (
  { answerMs, connections, mostConnections }: Seen,
  config: PostgresCheckConfig,
) => {
  const percent = mostConnections === 0 ? 0 : (100 * connections) / mostConnections;
  return worstOf(
    {
      result: judge(answerMs, {
        warningAt: config.warningAboveMs,
        criticalAt: config.criticalAboveMs,
      }),
      message: `Answered after ${answerMs.toFixed(1)} ms.`,
    },
    {
      result: judge(percent, {
        warningAt: config.warningAboveConnectionsPercent,
        criticalAt: config.criticalAboveConnectionsPercent,
      }),
      message: `${connections} of ${mostConnections} connections are in use.`,
    },
  );
};

/** A database: whether it answers, how soon, and how many connections are left. */
export const postgres: Checker<'postgres'> = {
  look: async (config, { db, productDatabase, signal }) => {
    const limits = { warningAt: config.warningAboveMs, criticalAt: config.criticalAboveMs };
    const target = config.database === 'own' ? 'console' : 'product';
    const nothing = { value: null, ...limits, target, output: {} };
    if (config.database === 'product' && !productDatabase)
      return { result: 'unknown', message: "No product's database is configured.", ...nothing };
    try {
      const seen =
        config.database === 'product' && productDatabase
          ? await seeProduct(productDatabase)
          : await seeOwn(db);
      const { result, message } = judgeSeen(seen, config);
      const value = Math.round(seen.answerMs * 10) / 10;
      return { result, message, value, ...limits, target, output: { ...seen } };
    } catch (error) {
      const failure = signal.aborted ? 'timed_out' : toQueryFailure(error);
      return { ...nothing, result: 'critical', message: failures[failure], output: { failure } };
    }
  },
};
