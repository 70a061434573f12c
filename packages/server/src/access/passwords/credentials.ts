import type { Database, Transaction } from '../../platform/db/database.ts';
import { findPasswordHash } from './credentials.store.ts';
import { verifyPassword } from './passwords.ts';

export { storePasswordHash } from './credentials.store.ts';

export const isPasswordOf = async (
  db: Database | Transaction,
  operatorId: string,
  password: string,
): Promise<boolean> => verifyPassword(password, await findPasswordHash(db, operatorId));
