import type { UsageGroup, UsageSubject } from '@taffrail/contract';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { listNames, type SubjectKey } from './usage.store.ts';

const namedIn: Partial<Record<UsageGroup, 'organizations' | 'users'>> = {
  organization: 'organizations',
  user: 'users',
};

/** Values of a group with the names of those who have one. */
export const nameSubjects = async (
  db: Database | Transaction,
  group: UsageGroup,
  subjects: readonly SubjectKey[],
): Promise<UsageSubject[]> => {
  const table = namedIn[group];
  const ids = subjects.flatMap(({ key }) => (key === '' ? [] : [key]));
  const named = table ? await listNames(db, table, ids) : [];
  const customers = new Map(named.map((customer) => [customer.id, customer]));
  return subjects.map(({ key, provider }) => ({
    key: key === '' ? null : key,
    provider: provider === '' ? null : provider,
    customer:
      table && key !== ''
        ? (customers.get(key) ?? { id: key, externalId: null, name: null })
        : null,
  }));
};
