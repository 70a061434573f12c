import type { AutofixFate, AutofixOutcome, AutofixTrigger } from '@taffrail/contract';
import { sql, type Insertable, type SqlBool } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import { fate, selectWithFate } from './fates.store.ts';

/** An attempt that is reported again takes the place of what was known of it. */
export const saveAutofixRun = async (
  tx: Transaction,
  row: Insertable<Schema['autofix_runs']>,
): Promise<void> => {
  const { id: _, ...facts } = row;
  await tx
    .insertInto('autofix_runs')
    .values(row)
    .onConflict((conflict) => conflict.column('external_id').doUpdateSet(facts))
    .execute();
};

/**
 * What was attempted, newest first, and how far did each fix come? autofix_runs_latest, or the index
 * of what it is filtered by.
 */
export const listAutofixRunRows = (
  db: Database,
  filter: {
    trigger?: AutofixTrigger | undefined;
    repository?: string | undefined;
    outcome?: AutofixOutcome | undefined;
    fate?: AutofixFate | undefined;
    from?: string | undefined;
    to?: string | undefined;
  },
  page: { limit: number; after: Cursor | undefined },
) => {
  const { trigger, repository, outcome, from, to } = filter;
  let query = selectWithFate(db);
  if (trigger !== undefined) query = query.where('autofix_runs.trigger', '=', trigger);
  if (repository !== undefined) query = query.where('autofix_runs.repository', '=', repository);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  if (filter.fate !== undefined)
    query = query.where('outcome', '=', 'fixed').where(fate, '=', filter.fate);
  if (from !== undefined) query = query.where('autofix_runs.created_at', '>=', new Date(from));
  if (to !== undefined) query = query.where('autofix_runs.created_at', '<', new Date(to));
  const { after } = page;
  if (after)
    query = query.where(
      sql<SqlBool>`(autofix_runs.created_at, autofix_runs.id) < (${after.at}, ${after.id}::uuid)`,
    );
  return query
    .orderBy('autofix_runs.created_at', 'desc')
    .orderBy('autofix_runs.id', 'desc')
    .limit(page.limit)
    .execute();
};
export type AutofixRunRow = Awaited<ReturnType<typeof listAutofixRunRows>>[number];

export const getAutofixRunRow = async (db: Database, id: string): Promise<AutofixRunRow> =>
  (await selectWithFate(db).where('autofix_runs.id', '=', id).executeTakeFirst()) ??
  raise('not_found');

/** What came of the attempts of two periods that touch? The index autofix_runs_figures alone. */
export const countAutofixRuns = (
  db: Database,
  { from, middle, to }: { from: Date; middle: Date; to: Date },
) =>
  db
    .selectFrom('autofix_runs')
    .select((eb) => [
      'trigger',
      'outcome',
      'repository',
      eb('created_at', '>=', middle).as('is_current'),
      eb.fn.countAll<number>().as('count'),
    ])
    .where('created_at', '>=', from)
    .where('created_at', '<', to)
    .groupBy(['trigger', 'outcome', 'repository', 'is_current'])
    .execute();
export type AutofixCountRow = Awaited<ReturnType<typeof countAutofixRuns>>[number];

/** Whether there is any: the beginning of an index. */
export const hasAutofixRuns = async (db: Database): Promise<boolean> =>
  (await db.selectFrom('autofix_runs').select('id').limit(1).executeTakeFirst()) !== undefined;
