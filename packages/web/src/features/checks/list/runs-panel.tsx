import type { CheckRun, listCheckRuns, RouteAnswer } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { NothingInList } from '../../../ui/list/nothing-matches.tsx';
import type { PanelQuery } from '../../../ui/panel.tsx';
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
  const open = useOpenRows();
  return (
    <ListPanel
      title="Runs of checks"
      what="the runs"
      query={runs}
      after={page.search.after}
      empty={<NoRuns page={page} />}
      caption="Runs of checks, newest first"
      columns={runColumns}
      rowId={({ id }) => id}
      rowName={nameOf}
      detail={renderPeek}
      {...open}
    />
  );
}

/** Good, not yet, or nothing by filter and range. */
function NoRuns({ page }: { page: ChecksPageState }) {
  const { condition } = page.filters;
  if (condition === 'failing') return <EmptyState kind="good" title="No check is failing now." />;
  if (condition === 'flapping') return <EmptyState kind="good" title="No check is flapping." />;
  return (
    <NothingInList
      page={page}
      filtered="No run of this range matches."
      unfiltered="No check ran in this range."
    />
  );
}
