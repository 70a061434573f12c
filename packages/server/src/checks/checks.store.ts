import type { CheckKind, CheckResult } from '@taffrail/contract';
import { sql, type Insertable, type Updateable } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';

/** A check with how it stands. */
export interface CheckRow {
  readonly id: string;
  readonly kind: CheckKind;
  readonly name: string;
  readonly service: string | null;
  readonly host: string | null;
  readonly every_minutes: number;
  readonly failures_before_alert: number;
  readonly is_enabled: boolean;
  readonly config: unknown;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly removed_at: Date | null;
  readonly next_run_at: Date | null;
  readonly result: CheckResult | null;
  readonly result_since: Date | null;
  readonly latest_run_id: string | null;
  readonly latest_run_at: Date | null;
  readonly failures: number;
  readonly successes: number;
  readonly failing_since: Date | null;
  readonly alerting: 'warning' | 'critical' | null;
  readonly alerting_since: Date | null;
  readonly is_flapping: boolean;
}

const columns = sql`
  c.*, s.next_run_at, s.result, s.result_since, s.latest_run_id, s.latest_run_at, s.failures,
  s.successes, s.failing_since, s.alerting, s.alerting_since, s.is_flapping`;

/** All that were not removed; there are 200 at most. */
export const listCheckRows = async (db: Database | Transaction): Promise<CheckRow[]> => {
  const { rows } = await sql<CheckRow>`
    select ${columns}
    from checks c
    join check_states s on s.check_id = c.id
    where c.removed_at is null
    order by lower(c.name)`.execute(db);
  return rows;
};

export const findCheckRow = async (
  db: Database | Transaction,
  id: string,
): Promise<CheckRow | undefined> => {
  const { rows } = await sql<CheckRow>`
    select ${columns}
    from checks c
    join check_states s on s.check_id = c.id
    where c.id = ${id} and c.removed_at is null`.execute(db);
  return rows[0];
};

export const getCheckRow = async (db: Database | Transaction, id: string): Promise<CheckRow> =>
  (await findCheckRow(db, id)) ?? raise('not_found');

/** Nobody changes it, nor records a run of it, until the end of the transaction. */
export const lockCheckRow = async (tx: Transaction, id: string): Promise<CheckRow | undefined> => {
  const { rows } = await sql<CheckRow>`
    select ${columns}
    from checks c
    join check_states s on s.check_id = c.id
    where c.id = ${id}
    for update`.execute(tx);
  return rows[0];
};

/** Nobody adds one meanwhile. */
export const countChecks = async (tx: Transaction): Promise<number> => {
  await sql`select pg_advisory_xact_lock(hashtext('checks'))`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from checks where removed_at is null`.execute(tx);
  return rows[0]?.count ?? 0;
};

export const isNameTaken = async (
  tx: Transaction,
  name: string,
  exceptId: string,
): Promise<boolean> => {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (
      select from checks
      where lower(name) = lower(${name}) and id <> ${exceptId} and removed_at is null
    ) as taken`.execute(tx);
  return rows[0]?.taken ?? false;
};

export const insertCheck = async (
  tx: Transaction,
  row: Insertable<Schema['checks']>,
  nextRunAt: Date | null,
): Promise<void> => {
  await tx.insertInto('checks').values(row).execute();
  await tx
    .insertInto('check_states')
    .values({ check_id: row.id, next_run_at: nextRunAt })
    .execute();
};

export const updateCheck = async (
  tx: Transaction,
  id: string,
  changes: Updateable<Schema['checks']>,
): Promise<void> => {
  await tx
    .updateTable('checks')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
};

export const updateState = async (
  tx: Transaction,
  id: string,
  changes: Updateable<Schema['check_states']>,
): Promise<void> => {
  await tx.updateTable('check_states').set(changes).where('check_id', '=', id).execute();
};

export const deleteCheck = async (tx: Transaction, id: string): Promise<void> => {
  await tx.deleteFrom('checks').where('id', '=', id).execute();
};

export const runTask = 'run_check';
export const settleTask = 'settle_check';

/** Runs a check at once; asked for again before it begins, it runs once. */
export const enqueueRun = async (
  tx: Database | Transaction,
  payload: { readonly checkId: string; readonly cause: 'schedule' | 'asked' },
): Promise<void> => {
  const key = `check:${payload.checkId}`;
  await sql`select enqueue_job(${runTask}, ${JSON.stringify(payload)}::json, ${key})`.execute(tx);
};

/** Resolves what a check alerted of that nobody runs any more. */
export const enqueueSettling = async (tx: Transaction, checkId: string): Promise<void> => {
  const payload = JSON.stringify({ checkId });
  const key = `settle_check:${checkId}`;
  await sql`select enqueue_job(${settleTask}, ${payload}::json, ${key})`.execute(tx);
};
