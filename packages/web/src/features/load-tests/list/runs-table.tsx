import type { LoadTestRun } from '@taffrail/contract';
import type { DataTableProps } from '../../../ui/data-table-props.ts';
import { verdictLooks } from '../verdict-words.ts';
import { runColumns } from './run-columns.tsx';
import { RunPeek } from './run-peek.tsx';

/** Of tables of runs: each opens to what was said of it and what failed. */
export const runsTable = {
  columns: runColumns,
  rowId: ({ id }) => id,
  rowName: ({ loadTest, createdAt, verdict }) =>
    `${loadTest.name} of ${createdAt.slice(0, 16).replace('T', ' ')} (${verdictLooks[verdict].word})`,
  detail: (run) => <RunPeek run={run} />,
} as const satisfies Partial<DataTableProps<LoadTestRun>>;
