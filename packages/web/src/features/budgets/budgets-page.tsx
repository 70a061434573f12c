import type { Budget, ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCan } from '../../lib/me.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { useOpenRows } from '../../ui/use-open-rows.ts';
import { budgetColumns } from './budget-columns.tsx';
import { nameOfBudget } from './budget-words.ts';
import { budgetsFileUrl, budgetsQuery } from './budgets.api.ts';
import { MakeBudget } from './make-budget.tsx';

const topics: readonly ChangeTopic[] = ['ai_jobs', 'prices'];
const rowId = ({ id }: Budget): string => id;

export function BudgetsPage() {
  const query = useQuery(budgetsQuery);
  const mayManage = useCan('budgets.manage');
  const rows = useOpenRows();
  const columns = useMemo(
    () => budgetColumns.filter(({ id }) => mayManage || id !== 'actions'),
    [mayManage],
  );
  return (
    <>
      <PageHead
        title="Budgets"
        purpose="What AI jobs may cost, and how much of it is spent."
        actions={
          <>
            {query.data && query.data.items.length > 0 && <ExportBudgets />}
            {mayManage && <MakeBudget />}
          </>
        }
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <Panel
        title="All budgets"
        titleHidden
        what="the budgets"
        query={query}
        flush
        isEmpty={({ items }) => items.length === 0}
        empty={
          <EmptyState kind="never" title="Nothing holds what AI jobs may cost.">
            {mayManage
              ? 'Make a budget with the button above: of everything, of an organization or of a route. A guard in your product asks for it and says no at the hard limit.'
              : 'An owner, or somebody of finance, can make budgets.'}
          </EmptyState>
        }
      >
        {({ items, timeZone }) => (
          <>
            <DataTable
              caption="Budgets and what is spent of them"
              columns={columns}
              rows={items}
              rowId={rowId}
              rowName={nameOfBudget}
              {...rows}
            />
            <p className="border-t border-line px-4 py-3 text-compact text-muted">
              Days and months of {timeZone}. What was spent is what was reported or priced.
            </p>
          </>
        )}
      </Panel>
    </>
  );
}

function ExportBudgets() {
  return (
    <DownloadLink href={budgetsFileUrl} holds="All budgets as CSV." shortcut="Export the budgets">
      CSV
    </DownloadLink>
  );
}
