import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import {
  both,
  newestFirst,
  within,
  type Access,
  type Stretch,
} from '../selection/conditions.sql.ts';

export interface ActivityRow {
  readonly created_at: Date;
  readonly received_at: Date;
  readonly id: string;
  readonly organization_id: string | null;
  readonly organization_external_id: string | null;
  readonly organization_name: string | null;
  readonly user_id: string | null;
  readonly user_external_id: string | null;
  readonly user_name: string | null;
  readonly action: string;
  readonly category: string;
  readonly resource_type: string | null;
  readonly resource_id: string | null;
  readonly trace_id: string | null;
  readonly session_id: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly metadata: Record<string, unknown>;
}

/** Names are joined to the rows of the page only; a stub has none. */
const withNames = (page: RawBuilder<unknown>): RawBuilder<ActivityRow> => sql`
  with page as (${page})
  select page.created_at, page.received_at, page.id, page.action, page.category,
    page.resource_type, page.resource_id, page.trace_id, page.session_id,
    host(page.ip_address) as ip_address, page.user_agent, page.metadata,
    page.organization_id, o.external_id as organization_external_id, o.name as organization_name,
    page.user_id, u.external_id as user_external_id, u.name as user_name
  from page
  left join organizations o on o.id = page.organization_id
  left join users u on u.id = page.user_id
  order by page.created_at desc, page.id desc`;

/**
 * The newest rows of a stretch that fulfil the conditions? Index: the one of the condition `by`
 * (activity_log_resource, _user, _organization or _action), else the primary key; both in order, so
 * that it ends when the page is full.
 */
export const listRows = async (
  db: Database | Transaction,
  access: Access,
  stretch: Stretch,
  limit: number,
): Promise<ActivityRow[]> => {
  const page = sql`
    select * from activity_log l where ${both(access.by, within(stretch), access.rest)}
    order by ${newestFirst(access)} limit ${limit}`;
  return (await withNames(page).execute(db)).rows;
};

/**
 * The newest rows of any of these actions? Index activity_log_action, once for each action: an
 * index gives only one value in the order of time.
 */
export const listRowsOfActions = async (
  db: Database | Transaction,
  actions: readonly string[],
  stretch: Stretch,
  limit: number,
): Promise<ActivityRow[]> => {
  const page = sql`
    select found.* from unnest(${actions}::text[]) as probe (action)
    cross join lateral (
      select * from activity_log l where l.action = probe.action and ${within(stretch)}
      order by l.created_at desc nulls last, l.id desc limit ${limit}
    ) as found
    order by found.created_at desc, found.id desc limit ${limit}`;
  return (await withNames(page).execute(db)).rows;
};

/**
 * How far back do the next so many rows reach that the index alone gives? The same index as the
 * rows', read without the table as far as it has been vacuumed.
 */
export const findReach = async (
  db: Database | Transaction,
  access: Access,
  stretch: Stretch,
  rows: number,
): Promise<Date | undefined> => {
  // Equal times stay together, so the place inside of them does not matter here.
  const { from, to, after } = stretch;
  const range = both(
    sql`l.created_at >= ${from}`,
    to && sql`l.created_at < ${to}`,
    after && sql`l.created_at <= ${after.at}`,
  );
  const order = access.by ? sql`l.created_at desc nulls last` : sql`l.created_at desc`;
  const found = await sql<{ created_at: Date }>`
    select l.created_at from activity_log l where ${both(access.by, range)}
    order by ${order} offset ${rows} limit 1`.execute(db);
  return found.rows[0]?.created_at;
};
