import type { RevenueDimension } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Sum } from '../reading/reading.store.ts';

/** Days, or whole months by their first, from one up to another that is left out. */
export interface Stretch {
  readonly span: 'day' | 'month';
  readonly from: string;
  readonly until: string;
  /** Of the range; else of the time before it. */
  readonly isWithin: boolean;
}

export interface GroupSum extends Sum {
  /** How many plans or countries the customers have: none is known, one, or several. */
  readonly holds: number;
  readonly value: string | null;
  readonly isWithin: boolean;
}

/** What moved in some stretches, by group? revenue_groups_key. */
export const sumGroups = async (
  trx: Transaction,
  dimension: RevenueDimension,
  stretches: readonly Stretch[],
): Promise<GroupSum[]> => {
  const each = stretches.map(
    ({ span, from, until, isWithin }) => sql`
      select ${isWithin}::boolean as is_within, holds, value, currency, kind, amount, customers
      from revenue_groups
      where dimension = ${dimension} and span = ${span}
        and first >= ${from}::date and first < ${until}::date`,
  );
  const { rows } = await sql<GroupSum>`
    select is_within as "isWithin", holds, value, currency, kind, sum(amount) as amount,
      sum(customers)::int as customers
    from (${sql.join(each, sql` union all `)}) as moved
    group by 1, 2, 3, 4, 5`.execute(trx);
  return rows;
};

/** What moves on a day after a moment of it, which is not yet so, taken away: revenue_movements_day. */
export const sumGroupsLater = async (
  trx: Transaction,
  dimension: RevenueDimension,
  { day, at }: { readonly day: string; readonly at: Date },
): Promise<GroupSum[]> => {
  const isPlan = dimension === 'plan';
  const { rows } = await sql<GroupSum>`
    select true as "isWithin", ${sql.ref(isPlan ? 'plans' : 'countries')} as holds,
      ${sql.ref(isPlan ? 'plan' : 'country')} as value, currency, kind, -sum(amount) as amount,
      -count(*)::int as customers
    from revenue_movements where day = ${day}::date and at > ${at}
    group by 1, 2, 3, 4, 5`.execute(trx);
  return rows;
};
