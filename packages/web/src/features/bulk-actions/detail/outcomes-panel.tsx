import type { BulkAction, BulkActionRow, BulkRowState, ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatCount } from '../../../lib/format.ts';
import { useChanges } from '../../../lib/live/use-changes.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ViewLinks } from '../../../ui/view-links.tsx';
import { BulkActionSearch, readRowState, withRowState } from '../bulk-actions-search.ts';
import { rowsQuery } from '../bulk-actions.api.ts';
import { toOutcomeColumns } from './outcome-columns.tsx';

const topics: readonly ChangeTopic[] = ['bulk_actions'];
const onWord = ['Before', 'Next'] as const;

/** What became of each row, or of those of one outcome. */
export function OutcomesPanel({ action }: { action: BulkAction }) {
  const [search] = useUrlState(BulkActionSearch);
  const state = readRowState(search);
  const rows = useQuery(rowsQuery({ id: action.id, state, cursor: search.after }));
  const columns = useMemo(() => toOutcomeColumns(action.action), [action.action]);
  const { refetch } = rows;
  useChanges(topics, () => void refetch());
  return (
    <>
      <ViewLinks
        label="Outcomes"
        currentId={state ?? 'all'}
        views={outcomesOf(action).map(({ id, label, count }) => ({
          id,
          label: `${label} ${formatCount(count)}`,
          search: withRowState(id === 'all' ? undefined : id),
        }))}
      />
      <div className="mt-3">
        <ListPanel
          title="Rows"
          query={rows}
          after={search.after}
          empty={<EmptyState kind="filter" title="No row has this outcome." />}
          caption="Rows of the action, in the order in which they are worked through"
          columns={columns}
          rowId={toRowId}
          rowName={({ label }) => label}
          names={onWord}
        />
      </div>
    </>
  );
}

const toRowId = ({ position }: BulkActionRow): string => String(position);

interface OutcomeView {
  readonly id: 'all' | BulkRowState;
  readonly label: string;
  readonly count: number;
}

const outcomesOf = (action: BulkAction): readonly OutcomeView[] => [
  { id: 'all', label: 'All', count: action.total },
  { id: 'done', label: 'Done', count: action.done },
  { id: 'skipped', label: 'Skipped', count: action.skipped },
  { id: 'failed', label: 'Failed', count: action.failed },
  { id: 'pending', label: 'Left', count: action.pending },
];
