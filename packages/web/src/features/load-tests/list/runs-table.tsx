import type { LoadTestRun } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { DataTable } from '../../../ui/data-table.tsx';
import { verdictLooks } from '../verdict-words.ts';
import { runColumns } from './run-columns.tsx';
import { RunPeek } from './run-peek.tsx';

interface RunsTableProps {
  caption: string;
  runs: readonly LoadTestRun[];
  openIds: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

const rowId = ({ id }: LoadTestRun): string => id;
const rowName = ({ loadTest, createdAt, verdict }: LoadTestRun): string =>
  `${loadTest.name} of ${createdAt.slice(0, 16).replace('T', ' ')} (${verdictLooks[verdict].word})`;
const renderPeek = (run: LoadTestRun): ReactNode => <RunPeek run={run} />;

/** Runs, each of which opens to what was said of it and what failed. */
export function RunsTable({ caption, runs, openIds, onToggle }: RunsTableProps) {
  return (
    <DataTable
      caption={caption}
      columns={runColumns}
      rows={runs}
      rowId={rowId}
      rowName={rowName}
      detail={renderPeek}
      openIds={openIds}
      onToggle={onToggle}
    />
  );
}
