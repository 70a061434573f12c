import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Cursor } from '../http/cursor.ts';

export type Condition = RawBuilder<SqlBool>;

export const allOf = (conditions: readonly Condition[]): Condition =>
  sql`${sql.join(conditions, sql` and `)}`;

/**
 * How rows are found. `by` is the one condition that an index answers in the order of the list (none:
 * the index that is that order); `rest` is checked row by row.
 */
export interface Access {
  readonly by: Condition | undefined;
  readonly rest: readonly Condition[];
}

/** Newest first: from the cursor, or from below `to`, down to `from`. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date | undefined;
  readonly after: Cursor | undefined;
}

/**
 * The rows of a table that is partitioned by `created_at`, and keyed by it and an id. Two bounds, for
 * a comparison of rows alone would not tell the planner which partitions to read.
 */
export const within = (alias: string, { from, to, after }: Stretch): Condition => {
  const [at, id] = [sql.ref(`${alias}.created_at`), sql.ref(`${alias}.id`)];
  const conditions: Condition[] = [sql`${at} >= ${from}`];
  if (to) conditions.push(sql`${at} < ${to}`);
  if (after)
    conditions.push(
      sql`${at} <= ${after.at} and (${at}, ${id}) < (${after.at}, ${after.id}::uuid)`,
    );
  return allOf(conditions);
};

/** Behind an index of one field, "nulls last" keeps the primary key out: 0003_activity.sql. */
export const orderOf = (alias: string, { by }: Access): RawBuilder<unknown> => {
  const [at, id] = [sql.ref(`${alias}.created_at`), sql.ref(`${alias}.id`)];
  return by ? sql`${at} desc nulls last, ${id} desc` : sql`${at} desc, ${id} desc`;
};
