import {
  AlertMapping,
  plainMapping,
  triedAlerts,
  type RouteAnswer,
  type SourceMapping,
  type trySourceMapping,
} from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import { Unreadable } from '../../inbox/inbox.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { AppContext } from '../../slice.ts';
import { readJson } from '../reading/read-json.ts';
import { applyMapping } from './apply-mapping.ts';
import { compileMapping } from './compile-mapping.ts';
import { showTried } from './show-tried.ts';
import {
  findLastChange,
  getDeliveryBody,
  getMappingRow,
  lockMappingRow,
  saveMapping,
} from './mapping.store.ts';

type MappingContext = Pick<AppContext, 'db' | 'clock'>;

const action = 'source.mapping_set';

const requireGeneric = ({ kind, name }: { readonly kind: string; readonly name: string }): void => {
  if (kind !== 'generic')
    raise('conflict', { message: `“${name}” is read by a driver of its own and has no mapping.` });
};

const toMapping = (stored: unknown, version: number): SourceMapping => {
  // One that an older console wrote, and this one cannot read, is set anew from the beginning.
  const said = AlertMapping.safeParse(stored);
  return { mapping: said.data ?? plainMapping, isDefault: !said.success, version };
};

/** @throws `not_found`; `conflict` of a source with a driver of its own */
export const readMapping = async ({ db }: MappingContext, id: string): Promise<SourceMapping> => {
  const row = await getMappingRow(db, id);
  requireGeneric(row);
  return toMapping(row.mapping, row.mapping_version);
};

/** @throws `conflict` when somebody said something else meanwhile */
export const setMapping = (
  { db, clock }: MappingContext,
  id: string,
  wanted: { readonly mapping: AlertMapping; readonly version: number },
  by: AuditSource,
): Promise<SourceMapping> =>
  db.transaction().execute(async (tx) => {
    const row = await lockMappingRow(tx, id);
    requireGeneric(row);
    const { mapping, version } = wanted;
    if (row.mapping_version !== version) {
      const last = await findLastChange(tx, id, action);
      const who = last
        ? `${last.actor_label} changed this mapping at ${last.created_at.toISOString()}`
        : 'Somebody changed this mapping';
      raise('conflict', { message: `${who}, after you had opened it. Load it again.` });
    }
    const next = version + 1;
    await saveMapping(tx, id, mapping, next);
    await recordAudit(tx, clock, {
      by,
      action,
      target: { type: 'source', id },
      before: { name: row.name, mapping: row.mapping },
      after: { name: row.name, mapping },
    });
    return { mapping, isDefault: false, version: next };
  });

type Tried = RouteAnswer<typeof trySourceMapping>;

/** Reads a stored delivery with a mapping, and keeps nothing. */
export const tryMapping = async (
  { db }: MappingContext,
  id: string,
  wanted: { readonly mapping: AlertMapping; readonly deliveryId: string },
): Promise<Tried> => {
  requireGeneric(await getMappingRow(db, id));
  const { received_at: receivedAt, body } = await getDeliveryBody(db, id, wanted.deliveryId);
  const mapping = compileMapping(wanted.mapping);
  try {
    const items = mapping.itemsOf(readJson(body.toString('utf8')));
    const alerts = items
      .slice(0, triedAlerts)
      .map((item) => applyMapping(mapping, item, receivedAt))
      .map(showTried);
    return { problem: null, count: items.length, alerts };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { problem: error.message, count: 0, alerts: [] };
  }
};
