import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Period } from '../../platform/time/day-periods.ts';
import type { FigureRow } from '../reading/figures.ts';
import { onDays, sumsOf } from '../reading/usage.store.ts';

/** What a row is the sum of. */
export type StatementLevel = 'line' | 'organization' | 'whole';

export interface StatementRow extends FigureRow {
  readonly level: StatementLevel;
  /** Null of jobs that named none, and of the whole. */
  readonly organizationId: string | null;
  /** Null of anything but a line. */
  readonly provider: string | null;
  readonly model: string | null;
}

/** What came of each organization and model, of each organization, and of all? One pass of the days. */
export const listStatement = async (trx: Transaction, days: Period): Promise<StatementRow[]> => {
  const { rows } = await sql<StatementRow>`
    select case grouping(organization_id, provider)
        when 0 then 'line' when 1 then 'organization' else 'whole' end as level,
      organization_id as "organizationId", provider, model, ${sumsOf('usage_daily')}
    from usage_daily where ${onDays(days)}
    group by grouping sets ((organization_id, provider, model), (organization_id), ())
    order by "costUsd" desc nulls last, jobs desc nulls last, organization_id, provider, model
    `.execute(trx);
  return rows;
};
