import type { NotificationChannel, NotificationRoute } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { announce } from '../../../lib/announce.ts';
import { useCan } from '../../../lib/me.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { toast } from '../../../ui/toast.ts';
import { routesQuery, useOrderRoutes } from '../notifications.api.ts';
import { AddRoute } from './edit-route.tsx';
import { moved } from './moved.ts';
import { RouteRow } from './route-row.tsx';
import { TryRoutes } from './try-routes.tsx';

/** The routes in the order in which they are asked, and where a sample would go. */
export function RoutesPanel({ channels }: { channels: readonly NotificationChannel[] }) {
  const query = useQuery(routesQuery);
  const mayManage = useCan('channels.manage');
  const { mutate, isPending } = useOrderRoutes();
  const move = (items: readonly NotificationRoute[], from: number, to: number): void => {
    const route = items[from];
    mutate(
      moved(items, from, to).map(({ id }) => id),
      {
        onSuccess: () => announce(`“${route?.name ?? ''}” is asked at place ${to + 1} now.`),
        onError: ({ message }) => toast('error', `Not moved: ${message}`),
      },
    );
  };
  return (
    <Panel
      title="Routes"
      what="the routes"
      query={query}
      actions={mayManage && channels.length > 0 && <AddRoute channels={channels} />}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState kind="never" title="Nothing leads anywhere.">
          Without a route every incident stays unrouted. The first channel brings one.
        </EmptyState>
      }
    >
      {({ items }) => (
        <>
          <p className="mb-3 text-muted">
            Asked from top to bottom. The first that matches takes the incident, unless it says that
            those below are asked as well.
          </p>
          <ol>
            {items.map((route, index) => (
              <RouteRow
                key={route.id}
                route={route}
                channels={channels}
                isMoving={isPending}
                onUp={index > 0 ? () => move(items, index, index - 1) : undefined}
                onDown={index < items.length - 1 ? () => move(items, index, index + 1) : undefined}
              />
            ))}
          </ol>
          <TryRoutes />
        </>
      )}
    </Panel>
  );
}
