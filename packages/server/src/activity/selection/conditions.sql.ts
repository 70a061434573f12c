import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Cursor } from '../../platform/http/cursor.ts';
import { containing } from '../../platform/db/like.ts';
import type { Selection } from './selection.ts';

export type Condition = RawBuilder<SqlBool>;

/** A stretch of the log, newest first: from the cursor, or from below `to`, down to `from`. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date | undefined;
  readonly after: Cursor | undefined;
}

/**
 * How the rows of a selection are found. `by` is the one condition that an index answers in the
 * order of the log (none: the primary key, which is that order); `rest` is checked row by row.
 */
export interface Access {
  readonly by: Condition | undefined;
  readonly rest: Condition | undefined;
}

/** More actions than this are not probed one by one, but met on the way back through the log. */
const mostProbes = 64;

export const both = (...conditions: readonly (Condition | undefined)[]): Condition => {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`${sql.join(given, sql` and `)}`;
};

/** Two bounds, for a comparison of rows alone would not tell the planner which partitions to read. */
export const within = ({ from, to, after }: Stretch): Condition =>
  both(
    sql`l.created_at >= ${from}`,
    to && sql`l.created_at < ${to}`,
    after && sql`l.created_at <= ${after.at} and (l.created_at, l.id) < (${after.at}, ${after.id})`,
  );

/**
 * The order of the log. Behind an index of one field it is asked for with "nulls last", which the
 * primary key does not offer: see 0003_activity.sql.
 */
export const newestFirst = ({ by }: Access): RawBuilder<unknown> =>
  by ? sql`l.created_at desc nulls last, l.id desc` : sql`l.created_at desc, l.id desc`;

/** By the list, or else, row by row, by looking at the one who did it; never by reading all. */
const isNamed = (
  column: RawBuilder<unknown>,
  ids: readonly string[] | undefined,
  lookUp: RawBuilder<unknown>,
): Condition => (ids ? sql`${column} = any(${ids}::uuid[])` : sql`exists (${lookUp} offset 0)`);

const holdsText = (
  { text, named }: NonNullable<Selection['search']>,
  email: boolean,
): Condition => {
  const pattern = containing(text);
  const userEmail = email ? sql`or u.email ilike ${pattern}` : sql``;
  const organization = isNamed(
    sql`l.organization_id`,
    named.organizationIds,
    sql`select from organizations o where o.id = l.organization_id
      and (o.name ilike ${pattern} or o.external_id ilike ${pattern})`,
  );
  const user = isNamed(
    sql`l.user_id`,
    named.userIds,
    sql`select from users u where u.id = l.user_id
      and (u.name ilike ${pattern} or u.external_id ilike ${pattern} ${userEmail})`,
  );
  return sql`(
    l.action ilike ${pattern} or l.resource_type ilike ${pattern}
    or l.resource_id ilike ${pattern} or l.metadata::text ilike ${pattern}
    or ${organization} or ${user}
  )`;
};

/** Those that an index answers, the most selective first; only the first is left to its index. */
const indexed = (selection: Selection): Condition[] => {
  const { traceId, resourceId, userId, organizationId, actions } = selection;
  const conditions: Condition[] = [];
  if (traceId !== undefined) conditions.push(sql`l.trace_id = ${traceId}`);
  if (resourceId !== undefined) conditions.push(sql`l.resource_id = ${resourceId}`);
  if (userId !== undefined) conditions.push(sql`l.user_id = ${userId}`);
  if (organizationId !== undefined) conditions.push(sql`l.organization_id = ${organizationId}`);
  if (actions?.length === 1) conditions.push(sql`l.action = ${actions[0]}`);
  return conditions;
};

const unindexed = (selection: Selection): Condition[] => {
  const { actions, resourceType, sessionId, ipAddress, metadata, search } = selection;
  const conditions: Condition[] = [];
  if (actions && actions.length !== 1) conditions.push(sql`l.action = any(${actions}::text[])`);
  if (resourceType !== undefined) conditions.push(sql`l.resource_type = ${resourceType}`);
  if (sessionId !== undefined) conditions.push(sql`l.session_id = ${sessionId}`);
  if (ipAddress !== undefined) conditions.push(sql`l.ip_address = ${ipAddress}::inet`);
  for (const { path, values } of metadata)
    conditions.push(sql`l.metadata #>> ${path}::text[] = any(${values}::text[])`);
  if (search) conditions.push(holdsText(search, selection.seesPersonalData));
  return conditions;
};

export const accessOf = (selection: Selection): Access => {
  const [by, ...others] = indexed(selection);
  const rest = [...others, ...unindexed(selection)];
  return { by, rest: rest.length > 0 ? both(...rest) : undefined };
};

/** The actions, when they alone are asked for and are few enough to be looked up one by one. */
export const probesOf = (selection: Selection): readonly string[] | undefined => {
  const { actions } = selection;
  if (!actions || actions.length > mostProbes) return undefined;
  const { by, rest } = accessOf({ ...selection, actions: undefined });
  return by || rest ? undefined : actions;
};
