import type { CheckRun, listCheckRuns, RouteAnswer } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { useOpenRows } from '../../../ui/use-open-rows.ts';
import { resultLooks } from '../check-words.ts';
import type { ChecksPageState } from '../use-checks-page.ts';
import { runColumns, RunPeek } from './run-columns.tsx';

interface RunsPanelProps {
  page: ChecksPageState;
  runs: PanelQuery<RouteAnswer<typeof listCheckRuns>>;
}

const renderPeek = (run: CheckRun): ReactNode => <RunPeek run={run} />;
const nameOf = ({ check, result, createdAt }: CheckRun): string =>
  `${check.name} of ${createdAt.slice(0, 16).replace('T', ' ')} (${resultLooks[result].word})`;

export function RunsPanel({ page, runs }: RunsPanelProps) {
  const paging = usePaging(page.search.after);
  const { openIds, onToggle } = useOpenRows();
  return (
    <Panel
      title="Runs of checks"
      titleHidden
      what="the runs"
      query={runs}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={<NoRuns page={page} />}
    >
      {({ items, nextCursor }) => (
        <>
          <DataTable
            caption="Runs of checks, newest first"
            columns={runColumns}
            rows={items}
            rowId={({ id }) => id}
            rowName={nameOf}
            detail={renderPeek}
            openIds={openIds}
            onToggle={onToggle}
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

/** Good, not yet, or nothing by filter and range. */
function NoRuns({ page: { filters, search, range, clear, move } }: { page: ChecksPageState }) {
  if (filters.condition === 'failing')
    return <EmptyState kind="good" title="No check is failing now." />;
  if (filters.condition === 'flapping')
    return <EmptyState kind="good" title="No check is flapping." />;
  const isFiltered = search.f !== undefined;
  return (
    <EmptyState
      kind="filter"
      title={isFiltered ? 'No run of this range matches.' : 'No check ran in this range.'}
    >
      <span className="flex flex-wrap items-center justify-center gap-2">
        {isFiltered && <Button onClick={clear}>Clear filters</Button>}
        {range !== '90d' && <Button onClick={() => move('90d')}>Show the last 90 days</Button>}
      </span>
    </EmptyState>
  );
}
