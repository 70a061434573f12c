import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';

/** Is there such a run of any pipeline? By pipeline_runs_id. */
export const isTold = async (db: Database | Transaction, runId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from pipeline_runs where id = ${runId}::uuid limit 1`.execute(db);
  return rows.length > 0;
};
