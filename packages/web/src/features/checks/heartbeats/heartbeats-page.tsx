import type { ChangeTopic, Heartbeat } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCan } from '../../../lib/me.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { useOpenRows } from '../../../ui/use-open-rows.ts';
import { heartbeatLooks } from '../check-words.ts';
import { heartbeatsQuery } from '../checks.api.ts';
import { MakeCheck } from '../settings/make-check.tsx';
import { heartbeatColumns } from './heartbeat-columns.tsx';
import { HeartbeatDetail } from './heartbeat-detail.tsx';

const topics: readonly ChangeTopic[] = ['checks'];

const rowId = ({ check }: Heartbeat): string => check.id;
const nameOf = ({ check, state }: Heartbeat): string =>
  `${check.name} (${heartbeatLooks[state].word})`;
const renderDetail = (heartbeat: Heartbeat): ReactNode => <HeartbeatDetail heartbeat={heartbeat} />;

/** What pings here when it ran, and whether it did. */
export function HeartbeatsPage() {
  const query = useQuery(heartbeatsQuery);
  const mayManage = useCan('checks.manage');
  const open = useOpenRows();
  return (
    <>
      <PageHead
        title="Heartbeats"
        purpose="Jobs that ping here when they ran; one that is silent for too long alerts."
        actions={
          <>
            <LinkButton to="/admin/check-runs">Checks</LinkButton>
            {mayManage && <MakeCheck kind="heartbeat" label="Add heartbeat" />}
          </>
        }
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <ListPanel
        title="All heartbeats"
        what="the heartbeats"
        query={query}
        empty={
          <EmptyState kind="never" title="Nothing pings here yet.">
            {mayManage
              ? 'Add a heartbeat with the button above: it gets an address of its own, which a cron job or script calls when it ran. Whatever pings Healthchecks can ping it.'
              : 'An owner or operator of the console adds heartbeats.'}
          </EmptyState>
        }
        caption="Heartbeats, what is down first"
        columns={heartbeatColumns}
        rowId={rowId}
        rowName={nameOf}
        detail={renderDetail}
        {...open}
      />
    </>
  );
}
