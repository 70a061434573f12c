import type { Database, Transaction } from './database.ts';

/** Reads from one snapshot: whatever comes in meanwhile, the answers agree with each other. */
export const readSnapshot = <T>(db: Database, read: (trx: Transaction) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
