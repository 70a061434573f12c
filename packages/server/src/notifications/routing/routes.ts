import type { GivenNotificationRoute, NotificationRoute } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { uuidV7 } from '../../platform/ids.ts';
import type { AppContext } from '../../slice.ts';
import { refuseOutdated } from '../channels/outdated.ts';
import {
  deleteRoute,
  insertRoute,
  listKnownChannels,
  listRouteRows,
  lockRoutes,
  updateRoute,
} from './routes.store.ts';
import { toRoute } from './to-route.ts';

type RouteRules = Pick<AppContext, 'db' | 'clock'>;

const mostRoutes = 200;

const describe = (route: NotificationRoute) => ({
  name: route.name,
  isEnabled: route.isEnabled,
  position: route.position,
  severities: route.severities,
  sourceKinds: route.sourceKinds,
  labels: route.labels,
  channelIds: route.channelIds,
  goesOn: route.goesOn,
});

const columnsOf = (given: GivenNotificationRoute) => ({
  name: given.name,
  is_enabled: given.isEnabled,
  severities: given.severities,
  source_kinds: given.sourceKinds,
  labels: JSON.stringify(given.labels),
  channel_ids: given.channelIds,
  goes_on: given.goesOn,
});

/** @throws `invalid_request` of a channel that is not there */
const requireChannels = async (tx: Transaction, ids: readonly string[]): Promise<void> => {
  const known = new Set((await listKnownChannels(tx, ids)).map(({ id }) => id));
  if (ids.every((id) => known.has(id))) return;
  const fields = [{ field: 'channelIds', message: 'names a channel that is not there' }];
  raise('invalid_request', { details: { in: 'body', fields } });
};

const listInside = async (tx: Transaction): Promise<NotificationRoute[]> =>
  (await listRouteRows(tx)).map(toRoute);

const getInside = async (tx: Transaction, id: string): Promise<NotificationRoute> =>
  (await listInside(tx)).find((route) => route.id === id) ?? raise('not_found');

const addInside = async (
  tx: Transaction,
  clock: Clock,
  { given, by }: { readonly given: GivenNotificationRoute; readonly by: AuditSource },
): Promise<NotificationRoute> => {
  const id = uuidV7(clock);
  const { length } = await listRouteRows(tx);
  if (length >= mostRoutes)
    raise('conflict', { message: `There are ${mostRoutes} routes; remove one first.` });
  await insertRoute(tx, {
    id,
    ...columnsOf(given),
    position: length + 1,
    created_at: clock.now(),
  });
  const route = await getInside(tx, id);
  await recordAudit(tx, clock, {
    by,
    action: 'notification_route.created',
    target: { type: 'notification_route', id },
    after: describe(route),
  });
  return route;
};

export const addRoute = (
  { db, clock }: RouteRules,
  given: GivenNotificationRoute,
  by: AuditSource,
): Promise<NotificationRoute> =>
  db.transaction().execute(async (tx) => {
    await lockRoutes(tx);
    await requireChannels(tx, given.channelIds);
    return addInside(tx, clock, { given, by });
  });

/** Everything goes to the first channel, until somebody says otherwise. */
export const makeFirstRoute = async (
  tx: Transaction,
  clock: Clock,
  { channelId, by }: { readonly channelId: string; readonly by: AuditSource },
): Promise<void> => {
  await lockRoutes(tx);
  if ((await listRouteRows(tx)).length > 0) return;
  const given: GivenNotificationRoute = {
    name: 'Everything',
    severities: [],
    sourceKinds: [],
    labels: [],
    channelIds: [channelId],
    goesOn: false,
    isEnabled: true,
  };
  await addInside(tx, clock, { given, by });
};

export const changeRoute = (
  { db, clock }: RouteRules,
  id: string,
  { version, by, ...given }: GivenNotificationRoute & { version: number; by: AuditSource },
): Promise<NotificationRoute> =>
  db.transaction().execute(async (tx) => {
    await lockRoutes(tx);
    const before = await getInside(tx, id);
    const target = { type: 'notification_route', id };
    if (before.version !== version) await refuseOutdated(tx, { ...target, name: before.name });
    await requireChannels(tx, given.channelIds);
    await updateRoute(tx, id, { ...columnsOf(given), version: version + 1 });
    const after = await getInside(tx, id);
    await recordAudit(tx, clock, {
      by,
      action: 'notification_route.changed',
      target,
      before: describe(before),
      after: describe(after),
    });
    return after;
  });

export const removeRoute = (
  { db, clock }: RouteRules,
  id: string,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await lockRoutes(tx);
    const before = await getInside(tx, id);
    await deleteRoute(tx, id);
    await recordAudit(tx, clock, {
      by,
      action: 'notification_route.removed',
      target: { type: 'notification_route', id },
      before: describe(before),
    });
  });

/** @throws `conflict` where routes came or went since the order was looked at */
export const orderRoutes = (
  { db, clock }: RouteRules,
  ids: readonly string[],
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await lockRoutes(tx);
    const before = await listInside(tx);
    const known = new Set(before.map(({ id }) => id));
    if (known.size !== ids.length || !ids.every((id) => known.has(id)))
      raise('conflict', { message: 'Routes came or went meanwhile. Look at the order again.' });
    for (const [index, id] of ids.entries()) await updateRoute(tx, id, { position: index + 1 });
    const names = new Map(before.map(({ id, name }) => [id, name]));
    await recordAudit(tx, clock, {
      by,
      action: 'notification_route.reordered',
      before: { order: before.map(({ name }) => name) },
      after: { order: ids.map((id) => names.get(id)) },
    });
  });
