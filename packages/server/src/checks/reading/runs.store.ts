import type {
  CheckKind,
  CheckResult,
  CheckRunCause,
  CheckRunFilter,
  Severity,
} from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import { allOf, type Condition } from '../../platform/reading/access.sql.ts';

export interface RunRow {
  readonly created_at: Date;
  readonly id: string;
  readonly check_id: string;
  readonly kind: CheckKind;
  readonly name: string;
  readonly result: CheckResult;
  readonly message: string;
  readonly value: number | null;
  readonly warning_at: number | null;
  readonly critical_at: number | null;
  readonly duration_ms: number;
  readonly host: string;
  readonly target: string | null;
  readonly cause: CheckRunCause;
  readonly run_id: string | null;
  readonly trace_id: string | null;
  readonly output: Record<string, unknown>;
}

interface Wanted extends Omit<CheckRunFilter, 'condition' | 'from' | 'to'> {
  readonly from: Date;
  readonly to: Date | undefined;
  readonly after: Cursor | undefined;
  readonly limit: number;
}

const columns = sql`
  r.created_at, r.id, r.check_id, r.kind, r.name, r.result, r.message, r.value, r.warning_at,
  r.critical_at, r.duration_ms, r.host, r.target, r.cause, r.run_id, r.trace_id, r.output`;

const conditionsOf = ({ kind, traceId, from, to, after }: Wanted): Condition[] => {
  const conditions: Condition[] = [sql`r.created_at >= ${from}`];
  if (to !== undefined) conditions.push(sql`r.created_at < ${to}`);
  if (kind !== undefined) conditions.push(sql`r.kind = ${kind}`);
  if (traceId !== undefined) conditions.push(sql`r.trace_id = ${traceId}`);
  // Two bounds, for a comparison of rows alone would not tell the planner which partitions to read.
  if (after)
    conditions.push(
      sql`r.created_at <= ${after.at} and (r.created_at, r.id) < (${after.at}, ${after.id}::uuid)`,
    );
  return conditions;
};

/** Behind an index of one field, "nulls last" keeps the primary key out: 0003_activity.sql. */
const behindIndex = sql`r.created_at desc nulls last, r.id desc`;

/**
 * Which runs were there, newest first? By the index of what they are filtered by: their check, with
 * its result, their trace, result or kind; else the primary key.
 */
export const listRunRows = async (
  db: Database | Transaction,
  wanted: Wanted,
): Promise<RunRow[]> => {
  const { checkId, result, kind, traceId, limit } = wanted;
  const conditions = conditionsOf(wanted);
  if (checkId !== undefined) conditions.push(sql`r.check_id = ${checkId}`);
  if (result !== undefined) conditions.push(sql`r.result = ${result}`);
  const isFiltered = [checkId, result, kind, traceId].some((one) => one !== undefined);
  const order = isFiltered ? behindIndex : sql`r.created_at desc, r.id desc`;
  const { rows } = await sql<RunRow>`
    select ${columns} from check_runs r
    where ${allOf(conditions)} order by ${order} limit ${limit}`.execute(db);
  return rows;
};

export interface OfCheck {
  readonly checkId: string;
  readonly result: CheckResult | null;
}

/** More are so common among all runs that a page of them is soon found there. */
const mostApart = 24;

/** As many as are wanted of one check, by check_runs_check or check_runs_check_result. */
const ofCheck = ({ checkId, result }: OfCheck, wanted: Wanted): RawBuilder<RunRow> => {
  const isOf = result === null ? sql`` : sql`and r.result = ${result}`;
  return sql`(
    select ${columns} from check_runs r
    where r.check_id = ${checkId} ${isOf} and ${allOf(conditionsOf(wanted))}
    order by ${behindIndex} limit ${wanted.limit}
  )`;
};

const ofChecks = (pairs: readonly OfCheck[], wanted: Wanted): RawBuilder<RunRow> => {
  const results = pairs.flatMap(({ result }) => result ?? []);
  const isOf =
    results.length === 0 ? sql`` : sql`and r.result = any (${[...new Set(results)]}::text[])`;
  return sql`
    select ${columns} from check_runs r
    where r.check_id = any (${pairs.map(({ checkId }) => checkId)}::uuid[]) ${isOf}
      and ${allOf(conditionsOf(wanted))}
    order by r.created_at desc, r.id desc limit ${wanted.limit}`;
};

/**
 * The same of some checks: of few among many as many of each as are wanted, and of these the newest,
 * which is far less than all runs until enough are found.
 */
export const listRunRowsOf = async (
  db: Database | Transaction,
  pairs: readonly OfCheck[],
  wanted: Wanted,
): Promise<RunRow[]> => {
  const { rows } =
    pairs.length > mostApart
      ? await ofChecks(pairs, wanted).execute(db)
      : await sql<RunRow>`
          select * from (
            ${sql.join(
              pairs.map((pair) => ofCheck(pair, wanted)),
              sql` union all `,
            )}
          ) as r
          order by created_at desc, id desc
          limit ${wanted.limit}`.execute(db);
  return rows;
};

/** By its id alone, which is indexed in every partition. */
export const getRunRow = async (db: Database | Transaction, id: string): Promise<RunRow> => {
  const { rows } = await sql<RunRow>`
    select ${columns} from check_runs r where r.id = ${id}`.execute(db);
  return rows[0] ?? raise('not_found');
};

/** Runs of the same check around one, nearest first: by check_runs_check. */
export const listNeighbours = async (
  tx: Transaction,
  { check_id: checkId, created_at: at, id }: RunRow,
  { side, limit, since }: { side: 'later' | 'earlier'; limit: number; since: Date },
): Promise<RunRow[]> => {
  const isLater = side === 'later';
  const where = isLater
    ? sql`r.created_at >= ${at} and (r.created_at, r.id) > (${at}, ${id}::uuid)`
    : sql`r.created_at <= ${at} and (r.created_at, r.id) < (${at}, ${id}::uuid)`;
  const order = isLater
    ? sql`r.created_at asc nulls first, r.id asc`
    : sql`r.created_at desc nulls last, r.id desc`;
  const { rows } = await sql<RunRow>`
    select ${columns} from check_runs r
    where r.check_id = ${checkId} and r.created_at >= ${since} and ${where}
    order by ${order} limit ${limit}`.execute(tx);
  return rows;
};

export interface OpenIncidentRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
}

/** Which incidents are open that alerts of this check are in? By alerts_source, then by keys. */
export const listOpenIncidents = async (
  tx: Transaction,
  checkId: string,
): Promise<OpenIncidentRow[]> => {
  const { rows } = await sql<OpenIncidentRow>`
    select distinct i.id, i.number, i.title, i.severity
    from alerts a
    join incident_alerts m on m.alert_id = a.id and m.is_current
    join incidents i on i.id = m.incident_id and i.state in ('open', 'acknowledged')
    where a.source_id = ${checkId} and a.source_kind in ('check', 'heartbeat')
    order by i.number desc
    limit 10`.execute(tx);
  return rows;
};

/** The run of the alert pipeline of a trace: by pipeline_runs_trace. */
export const findPipelineRun = async (
  tx: Transaction,
  traceId: string,
  since: Date,
): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select r.id from pipeline_runs r
    where r.trace_id = ${traceId} and r.created_at >= ${since} and r.pipeline = 'alerts'
    order by r.created_at desc nulls last
    limit 1`.execute(tx);
  return rows[0]?.id;
};
