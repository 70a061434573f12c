import type { IntegrityThresholds } from '@taffrail/contract';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Database, Transaction } from '../../platform/db/database.ts';

/** In `settings`, a row for each check whose thresholds somebody set: index settings_pkey. */
const prefix = 'integrity_thresholds.';

/** `s` is what was set of the check `c`, where anything was. */
export const joinThresholds = sql`left join settings s on s.key = ${sql.lit(prefix)} || c.id`;

/** By the key of a check: those that do not hold by default. */
export const findSetThresholds = async (
  owner: pg.Pool,
): Promise<ReadonlyMap<string, IntegrityThresholds>> => {
  const { rows } = await owner.query<{ key: string } & IntegrityThresholds>(
    `select c.key, (s.value ->> 'warnAbove')::bigint as "warnAbove",
       (s.value ->> 'errorAbove')::bigint as "errorAbove"
     from integrity_checks c join settings s on s.key = $1 || c.id
     where s.value ->> 'warnAbove' is not null`,
    [prefix],
  );
  return new Map(rows.map(({ key, ...thresholds }) => [key, thresholds]));
};

export const storeThresholds = async (
  tx: Transaction,
  id: string,
  value: object,
  now: Date,
): Promise<void> => {
  await tx
    .insertInto('settings')
    .values({ key: `${prefix}${id}`, value, updated_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: now }))
    .execute();
};

/** Two that set thresholds of one check wait for each other, also where none were set yet. */
export const lockThresholds = async (tx: Transaction, id: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${prefix}${id}`}, 0))`.execute(tx);
};

/** Who changed them last? Index audit_log_target. */
export const findLastChange = (
  db: Database | Transaction,
  id: string,
): Promise<{ actor_label: string; created_at: Date } | undefined> =>
  db
    .selectFrom('audit_log')
    .select(['actor_label', 'created_at'])
    .where('target_id', '=', id)
    .where('action', 'in', ['integrity.thresholds_set', 'integrity.thresholds_reset'])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
