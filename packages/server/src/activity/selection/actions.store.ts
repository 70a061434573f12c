import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

/**
 * Which of the actions ever seen are meant by names (`lead.created`), beginnings (`lead.*`), endings
 * (`*.deleted`) and categories? Reads activity_actions whole: there are few, and it spares the log an index on each.
 */
export const findActions = async (
  db: Database,
  names: readonly string[] | undefined,
  categories: readonly string[] | undefined,
): Promise<string[]> => {
  let query = db.selectFrom('activity_actions').select('action').orderBy('action');
  if (names) {
    const exact = names.filter((name) => !name.endsWith('*') && !name.startsWith('*'));
    const prefixes = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
    const endings = names
      .filter((name) => name.startsWith('*') && !name.endsWith('*'))
      .map((name) => name.slice(1));
    query = query.where(
      sql<SqlBool>`(action = any(${exact}::text[]) or exists (
        select from unnest(${prefixes}::text[]) as prefix where starts_with(action, prefix)
      ) or exists (
        select from unnest(${endings}::text[]) as ending
        where right(action, length(ending)) = ending
      ))`,
    );
  }
  if (categories) query = query.where('category', 'in', categories);
  return (await query.execute()).map((row) => row.action);
};

/** Every action that has been seen. */
export const listSeenActions = (db: Database): Promise<{ action: string; category: string }[]> =>
  db.selectFrom('activity_actions').selectAll().orderBy('action').execute();
