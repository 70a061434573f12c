import type { Role } from '@taffrail/contract';
import { storePasswordHash } from '../access/passwords/credentials.ts';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/db/database.ts';
import { uuidV7 } from '../platform/ids.ts';
import { insertOperator } from './operators.store.ts';

/** Answers the id. Whoever calls writes the audit log: they know how it came about. */
export const createOperator = async (
  tx: Transaction,
  clock: Clock,
  spec: { email: string; name: string; role: Role; passwordHash: string },
): Promise<string> => {
  const id = uuidV7(clock);
  const now = clock.now();
  const { email, name, role } = spec;
  await insertOperator(tx, { id, email, name, role, created_at: now });
  await storePasswordHash(tx, { operatorId: id, hash: spec.passwordHash, now });
  return id;
};
