import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import { isStatementTimeout } from '../../platform/db/failures.ts';
import { limitStatements } from '../../platform/db/statement-limit.ts';
import { containing } from '../../platform/db/like.ts';

/** Whose name a text is part of; undefined where they are too many, or too slow, to be listed. */
export interface Named {
  readonly organizationIds: readonly string[] | undefined;
  readonly userIds: readonly string[] | undefined;
}

const mostIds = 1_000;
const timeoutMs = 200;

const findIds = async (
  db: Database,
  query: ReturnType<typeof sql<{ id: string }>>,
): Promise<string[] | undefined> => {
  try {
    const { rows } = await db.transaction().execute(async (trx) => {
      await limitStatements(trx, timeoutMs);
      return query.execute(trx);
    });
    return rows.length > mostIds ? undefined : rows.map((row) => row.id);
  } catch (error) {
    if (isStatementTimeout(error)) return undefined;
    throw error;
  }
};

/**
 * Which organizations and users have the text in their name, their product's id or (if it may be
 * seen) their e-mail address? Reads both tables whole, once for a search and within a time limit.
 */
export const findNamed = async (
  db: Database,
  text: string,
  seesPersonalData: boolean,
): Promise<Named> => {
  const pattern = containing(text);
  const email = seesPersonalData ? sql`or email ilike ${pattern}` : sql``;
  const [organizationIds, userIds] = await Promise.all([
    findIds(
      db,
      sql`select id from organizations where name ilike ${pattern} or external_id ilike ${pattern}
        limit ${mostIds + 1}`,
    ),
    findIds(
      db,
      sql`select id from users
        where name ilike ${pattern} or external_id ilike ${pattern} ${email}
        limit ${mostIds + 1}`,
    ),
  ]);
  return { organizationIds, userIds };
};
