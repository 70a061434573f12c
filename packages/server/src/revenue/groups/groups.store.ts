import type { MovementKind, RevenueDimension } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/** Days, or whole months by their first, from one up to another that is left out. */
export interface Stretch {
  readonly span: 'day' | 'month';
  readonly from: string;
  readonly until: string;
  readonly part: GroupPart;
}

/**
 * Of the range; of the time up to the end of the period that it is compared with, and since that.
 * What came to that end only later on its last day is `cut`.
 */
export type GroupPart = 'range' | 'was' | 'between' | 'cut';

/** What came to a group by one kind of movement; of the time before the range, by all of them. */
export interface GroupSum {
  readonly part: MovementKind | Exclude<GroupPart, 'range'>;
  /** How many plans or countries the customers have: none is known, one, or several. */
  readonly holds: number;
  readonly value: string | null;
  readonly currency: string;
  /** Major units, decimal text. */
  readonly amount: string;
  /** How many more pay by it, or fewer. */
  readonly payers: number;
}

const payers = sql`
  case kind when 'churn' then -1 when 'new' then 1 when 'reactivation' then 1 else 0 end`;

/** What moved in some stretches, by group? revenue_groups_key. */
export const sumGroups = async (
  trx: Transaction,
  dimension: RevenueDimension,
  stretches: readonly Stretch[],
): Promise<GroupSum[]> => {
  const each = stretches.map(
    ({ span, from, until, part }) => sql`
      select ${part === 'range' ? sql`kind` : sql.lit(part)} as part, holds, value, currency, kind, amount,
        customers
      from revenue_groups
      where dimension = ${dimension} and span = ${span}
        and first >= ${from}::date and first < ${until}::date`,
  );
  const { rows } = await sql<GroupSum>`
    select part, holds, value, currency, sum(amount) as amount,
      sum(customers * ${payers})::int as payers
    from (${sql.join(each, sql` union all `)}) as moved
    group by 1, 2, 3, 4`.execute(trx);
  return rows;
};

/** A day of which what moves after a moment is taken away. */
export interface Cut {
  readonly day: string;
  readonly at: Date;
  readonly part: Extract<GroupPart, 'range' | 'cut'>;
}

/** What moves on days after a moment of them, which is not yet so: revenue_movements_day. */
export const sumGroupsLater = async (
  trx: Transaction,
  dimension: RevenueDimension,
  cuts: readonly Cut[],
): Promise<GroupSum[]> => {
  const isPlan = dimension === 'plan';
  const { rows } = await sql<GroupSum>`
    select case asked.part when 'range' then m.kind else asked.part end as part, ${sql.ref(isPlan ? 'plans' : 'countries')} as holds,
      ${sql.ref(isPlan ? 'plan' : 'country')} as value, currency, -sum(amount) as amount,
      -sum(${payers})::int as payers
    from unnest(
      ${cuts.map(({ day }) => day)}::date[], ${cuts.map(({ at }) => at)}::timestamptz[],
      ${cuts.map(({ part }) => part)}::text[]
    ) as asked (day, at, part)
    join revenue_movements m on m.day = asked.day and m.at > asked.at
    group by 1, 2, 3, 4`.execute(trx);
  return rows;
};
