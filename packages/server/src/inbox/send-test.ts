import type { SourceTest } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { raise } from '../platform/http/api-error.ts';
import { uuidV7 } from '../platform/ids.ts';
import type { AppContext } from '../slice.ts';
import { getSource } from '../sources/sources.ts';
import { acceptDelivery } from './accept-delivery.ts';
import type { HookDriver } from './inbox.ts';

/**
 * Sends what the source itself would: signed with its secret, verified, stored and read by the same
 * driver. It is marked as a test, so nothing of it is kept once it was read.
 *
 * @throws `conflict` as long as the secret is not known that it has to be signed with
 */
export const sendTest = async (
  app: AppContext,
  drivers: readonly HookDriver[],
  sourceId: string,
  by: AuditSource,
): Promise<SourceTest> => {
  const { db, clock } = app;
  const { kind, name, secret, mapping } = await getSource(app, sourceId);
  const driver = drivers.find((one) => one.kind === kind) ?? raise('not_found');
  if (driver.verify && secret === undefined)
    raise('conflict', { message: 'Say first what it signs with: without, nothing is accepted.' });
  const now = clock.now();
  const sample = driver.sample({ id: uuidV7(clock), now, secret, mapping });
  const sender = { sender: { sourceId }, secret };
  const { id } = await acceptDelivery(app, driver, sender, sample, { isTest: true });
  await recordAudit(db, clock, {
    by,
    action: 'source.tested',
    target: { type: 'source', id: sourceId },
    after: { name, delivery: id },
  });
  return { id, sentAt: now.toISOString(), state: 'waiting', reason: null };
};
