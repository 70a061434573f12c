import type { RouteAnswer, listLoadTestRuns } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { RunsTable } from './runs-table.tsx';

interface RunsPanelProps {
  query: PanelQuery<RouteAnswer<typeof listLoadTestRuns>>;
  after: string | undefined;
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
  empty: ReactNode;
}

/** A page of runs, one of which may be open. */
export function RunsPanel({ query, after, openId, onOpen, empty }: RunsPanelProps) {
  const paging = usePaging(after);
  return (
    <Panel
      title="Runs"
      what="the runs"
      query={query}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={empty}
    >
      {({ items, nextCursor }) => (
        <>
          <RunsTable
            caption="Runs of load tests, newest first"
            runs={items}
            openIds={new Set(openId === undefined ? [] : [openId])}
            onToggle={(id) => onOpen(id === openId ? undefined : id)}
          />
          <Pager
            onNewer={paging.toNewer}
            onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
          />
        </>
      )}
    </Panel>
  );
}
