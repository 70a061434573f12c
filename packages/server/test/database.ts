import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { ensureRoles } from '../src/platform/db/roles.ts';
import type { RoleUrls } from '../src/platform/db/roles.ts';
import { createLogger } from '../src/platform/log.ts';
import { copyDatabase, dropDatabase, partitionedTemplate } from './postgres/copies.ts';

export interface TestDatabase {
  ownerUrl: string;
  urls: RoleUrls;
  /** What a server on this database must be given as its secret. */
  secret: string;
  drop(): Promise<void>;
}

/**
 * An own copy of the migrated database, without time zone, and without partitions unless asked for
 * those of the day that most tests live in: hundreds take longer to make than to copy. One per
 * test file.
 */
export async function createTestDatabase({ withPartitions = false } = {}): Promise<TestDatabase> {
  const templateUrl = inject('templateUrl');
  const secret = inject('secret');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = withPartitions ? partitionedTemplate : undefined;
  const ownerUrl = await copyDatabase(templateUrl, { ...(template && { template }), name });
  const log = createLogger({ level: 'silent' });
  const { urls } = await ensureRoles({ ownerUrl, configured: {}, secret, log });
  return { ownerUrl, urls, secret, drop: () => dropDatabase(templateUrl, name) };
}
