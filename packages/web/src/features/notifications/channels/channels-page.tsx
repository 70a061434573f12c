import type { ChangeTopic, NotificationRoute } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '../../../lib/me.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { channelsQuery, routesQuery } from '../notifications.api.ts';
import { RoutesPanel } from '../routes/routes-panel.tsx';
import { AddChannel } from './add-channel.tsx';
import { ChannelRow } from './channel-row.tsx';

const topics: readonly ChangeTopic[] = ['notifications'];

const leadTo = (routes: readonly NotificationRoute[], id: string): boolean =>
  routes.some(({ isEnabled, channelIds }) => isEnabled && channelIds.includes(id));

export function ChannelsPage() {
  const query = useQuery(channelsQuery);
  const { data: routes } = useQuery(routesQuery);
  const mayManage = useCan('channels.manage');
  const kinds = query.data?.kinds ?? [];
  return (
    <>
      <PageHead
        title="Channels"
        purpose="Where messages about incidents go, and which go where."
        actions={mayManage && kinds.length > 0 && <AddChannel kinds={kinds} />}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <div className="flex flex-col gap-4">
        <Panel
          title="Channels"
          what="the channels"
          query={query}
          actions={<Link to="/admin/notifications">All notifications</Link>}
          isEmpty={({ items }) => items.length === 0}
          empty={
            <EmptyState kind="never" title="Nobody is told of anything.">
              {mayManage
                ? 'Add a channel with the button above. The first one gets everything, until you say otherwise.'
                : 'An owner or operator can add channels.'}
            </EmptyState>
          }
        >
          {({ items }) => (
            <ul>
              {items.map((channel) => (
                <ChannelRow
                  key={channel.id}
                  channel={channel}
                  kinds={kinds}
                  isUnrouted={routes !== undefined && !leadTo(routes.items, channel.id)}
                />
              ))}
            </ul>
          )}
        </Panel>
        <RoutesPanel channels={query.data?.items ?? []} />
      </div>
    </>
  );
}
