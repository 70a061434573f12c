import type { RoutingResult, RoutingSample } from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { askRoutes, routeAlerts } from './matching.ts';
import { listKnownChannels, listRouteRows } from './routes.store.ts';
import { toAskedRoutes } from './to-route.ts';

/** Where an alert like this would go: the same functions as when one comes. */
export const tryRoutes = async (db: Database, sample: RoutingSample): Promise<RoutingResult> => {
  const routes = toAskedRoutes(await listRouteRows(db));
  const { channels } = routeAlerts(routes, [sample]);
  const known = await listKnownChannels(db, [...channels.keys()]);
  return {
    asked: askRoutes(routes, sample).map(({ route, why }) => ({
      routeId: route.id,
      name: route.name,
      matches: why === null,
      why,
    })),
    channels: known.map((row) => ({ id: row.id, name: row.name, isEnabled: row.is_enabled })),
  };
};
