import { sql } from 'kysely';
import type { Transaction } from '../platform/db/database.ts';
import type { Period } from './periods.ts';

/** What a day's figure is distinct in, and the table that knows who was active on it. */
const activeTables = {
  users: { table: sql`active_users_daily`, id: sql`user_id` },
  organizations: { table: sql`active_organizations_daily`, id: sql`organization_id` },
} as const;
export type ActiveKind = keyof typeof activeTables;

/** Of the last day only those who had been active by its moment. */
const inPeriod = ({ firstDay, lastDay, to }: Period) => sql`
  day >= ${firstDay}::date and day <= ${lastDay}::date
  and (day < ${lastDay}::date or first_at < ${to})`;

/**
 * How many users or organizations were active in a period? The unique index of the table by day,
 * which has all that is asked for; the groups are hashed, for "count distinct" would sort.
 */
export const countActive = async (
  trx: Transaction,
  kind: ActiveKind,
  period: Period,
): Promise<number> => {
  const { table, id } = activeTables[kind];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count
    from (select from ${table} where ${inPeriod(period)} group by ${id}) as active`.execute(trx);
  return rows[0]?.count ?? 0;
};

export interface DayCount {
  readonly day: string;
  readonly count: number;
}

/** How many on each day of a period? The same index, in whose order they are distinct. */
export const countActiveByDay = async (
  trx: Transaction,
  kind: ActiveKind,
  period: Period,
): Promise<DayCount[]> => {
  const { table, id } = activeTables[kind];
  const { rows } = await sql<DayCount>`
    select day, count(distinct ${id}) as count
    from ${table} where ${inPeriod(period)} group by day`.execute(trx);
  return rows;
};

/** The first day on which anything happened: the primary key's first. */
export const findFirstActivityDay = async (trx: Transaction): Promise<string | undefined> => {
  const row = await trx
    .selectFrom('activity_totals_daily')
    .select('day')
    .orderBy('day')
    .limit(1)
    .executeTakeFirst();
  return row?.day;
};
