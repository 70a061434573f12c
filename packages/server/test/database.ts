import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { RoleUrls } from '../src/platform/db/roles.ts';
import { copyDatabase, dropDatabase, urlOf } from './postgres/copies.ts';
import { findTemplate, isOfDay, makePartitions } from './postgres/templates.ts';

export interface TestDatabase {
  ownerUrl: string;
  urls: RoleUrls;
  /** What a server on this database must be given as its secret. */
  secret: string;
  drop(): Promise<void>;
}

/**
 * An own copy of the migrated database, without time zone, and without partitions unless asked for
 * those of a moment. One per test file.
 */
export async function createTestDatabase(
  given: { partitionsAt?: Date } = {},
): Promise<TestDatabase> {
  const templateUrl = inject('templateUrl');
  const roleUrls = inject('roleUrls');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const { partitionsAt: at } = given;
  const template = at && findTemplate(inject('templates'), at);
  const from = template && { template: template.name };
  const ownerUrl = await copyDatabase(templateUrl, { ...from, name });
  if (at && !isOfDay(template, at)) await makePartitions(ownerUrl, at);
  return {
    ownerUrl,
    urls: {
      app: urlOf(roleUrls.app, name),
      ingest: urlOf(roleUrls.ingest, name),
      member: urlOf(roleUrls.member, name),
    },
    secret: inject('secret'),
    drop: () => dropDatabase(templateUrl, name),
  };
}
