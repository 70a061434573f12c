import {
  IncidentFilter,
  IncidentOrder,
  type IncidentAction,
  type IncidentState,
} from '@taffrail/contract';
import type { AuditSource } from '../access/audit.ts';
import type { BulkContext, BulkHandler, BulkOutcome } from '../bulk-actions/bulk-actions.ts';
import { raise } from '../platform/http/api-error.ts';
import { lockIncidentRow } from './acting/acting.store.ts';
import { acknowledge, resolve } from './acting/actions.ts';
import { listBulkRows } from './bulk.store.ts';
import { matchIncidentIds } from './reading/incidents.store.ts';
import { transition } from './states.ts';

const ListQuery = IncidentFilter.extend({ sort: IncidentOrder.default('severity') }).strict();

const readFilter = (filter: Readonly<Record<string, string>>) => {
  const read = ListQuery.safeParse(filter);
  if (!read.success || read.data.owner === 'me')
    return raise('invalid_request', {
      message: 'This is no filter of the list of incidents.',
      details: { filter: read.success ? 'must name the operator' : read.error.message },
    });
  return read.data;
};

const refusalOf = (state: string, action: IncidentAction): string | null => {
  const next = transition(state as IncidentState, action);
  return 'refusal' in next ? next.refusal : null;
};

type Act = (context: BulkContext, id: string, by: AuditSource) => Promise<unknown>;

const handlerOf = (action: 'acknowledge' | 'resolve', actOn: Act): BulkHandler => ({
  action: `incidents.${action}`,
  permission: 'incidents.act',
  match: async (db, filter, { limit, now }) => {
    const { sort, ...asked } = readFilter(filter);
    const ids = await matchIncidentIds(db, asked, { sort, limit, now, operatorId: null });
    return { ids: ids.slice(0, limit), count: ids.length };
  },
  look: async (db, ids) =>
    (await listBulkRows(db, ids)).map(({ id, number, title, state }) => ({
      id,
      label: `#${number} ${title}`,
      skip: refusalOf(state, action),
    })),
  act: async (context, id, by): Promise<BulkOutcome> => {
    const { state } = await lockIncidentRow(context.tx, id);
    const reason = refusalOf(state, action);
    if (reason !== null) return { outcome: 'skipped', reason };
    await actOn(context, id, by);
    return { outcome: 'done' };
  },
});

/** What can be done to many incidents at once. */
export const incidentBulkHandlers: readonly BulkHandler[] = [
  handlerOf('acknowledge', ({ tx, clock }, id, by) => acknowledge({ db: tx, clock }, { id }, by)),
  handlerOf('resolve', ({ tx, clock, note }, id, by) =>
    resolve({ db: tx, clock }, { id, ...(note !== null && { note }) }, by),
  ),
];
