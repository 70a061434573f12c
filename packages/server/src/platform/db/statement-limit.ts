import { sql } from 'kysely';
import type { Transaction } from './database.ts';

/** How long each statement of this transaction may run, in place of what the pool allows. */
export const limitStatements = async (trx: Transaction, timeoutMs: number): Promise<void> => {
  await sql`select set_config('statement_timeout', ${String(timeoutMs)}, true)`.execute(trx);
};
