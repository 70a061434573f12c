import type { AnalysisFigures } from '@taffrail/contract';
import { formatCount, formatLatency, formatUsd } from '../../lib/format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Link } from '../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../ui/panel.tsx';
import type { Column } from '../../ui/table-columns.ts';
import {
  withAnalysisFilters,
  type AnalysesSearch,
  type AnalysisFilters,
} from './analyses-search.ts';
import { nameOfProvider } from './analysis-words.tsx';
import type { AnalysesPageState } from './use-analyses-page.ts';

type ProviderRow = AnalysisFigures['items'][number];

const unknown = <span className="text-muted">–</span>;

const rowId = ({ provider, model }: ProviderRow): string => `${provider} ${model ?? ''}`;
const rowName = ({ provider, model }: ProviderRow): string => model ?? nameOfProvider(provider);

const toColumns = (search: AnalysesSearch): readonly Column<ProviderRow>[] => {
  /** Behind each number its rows. */
  const listOf = (change: AnalysisFilters): AnalysesSearch => ({
    ...withAnalysisFilters({ ...search, f: undefined }, change),
    group: undefined,
  });
  return [
    {
      id: 'provider',
      title: 'Provider',
      priority: 1,
      cell: ({ provider }) => (
        <Link to="/admin/analysis-runs" search={listOf({ provider })} data-row-primary>
          {nameOfProvider(provider)}
        </Link>
      ),
    },
    { id: 'model', title: 'Model', priority: 2, cell: ({ model }) => model ?? unknown },
    {
      id: 'runs',
      title: 'Analyses',
      priority: 2,
      align: 'end',
      cell: ({ provider, runs }) => (
        <Link to="/admin/analysis-runs" search={listOf({ provider })}>
          {formatCount(runs)}
        </Link>
      ),
    },
    {
      id: 'failed',
      title: 'Failed',
      priority: 2,
      align: 'end',
      cell: ({ provider, failed }) =>
        failed === 0 ? (
          '0'
        ) : (
          <Link to="/admin/analysis-runs" search={listOf({ provider, status: 'failed' })}>
            {formatCount(failed)}
          </Link>
        ),
    },
    {
      id: 'tokens',
      title: 'Tokens in/out',
      priority: 2,
      align: 'end',
      className: 'whitespace-nowrap',
      cell: ({ inputTokens, outputTokens }) =>
        `${formatCount(inputTokens)} / ${formatCount(outputTokens)}`,
    },
    {
      id: 'cost',
      title: 'Cost',
      priority: 2,
      align: 'end',
      cell: ({ costUsd }) => <span title={`$${costUsd}`}>{formatUsd(Number(costUsd))}</span>,
    },
    {
      id: 'latency',
      title: 'Mean latency',
      priority: 3,
      align: 'end',
      className: 'whitespace-nowrap',
      cell: ({ averageLatencyMs }) =>
        averageLatencyMs === null ? unknown : formatLatency(averageLatencyMs),
    },
  ];
};

interface ProvidersPanelProps {
  page: AnalysesPageState;
  figures: PanelQuery<AnalysisFigures>;
}

/** What each provider did in the days of the range. */
export function ProvidersPanel({ page, figures }: ProvidersPanelProps) {
  return (
    <Panel
      title="By provider"
      query={figures}
      flush
      actions={<span className="text-compact text-muted">By whole days</span>}
      isEmpty={({ items }) => items.length === 0}
      empty={<EmptyState kind="filter" title="No analysis was made in this range." />}
    >
      {({ items }) => (
        <DataTable
          caption="Analyses by provider, most first"
          columns={toColumns(page.search)}
          rows={items}
          rowId={rowId}
          rowName={rowName}
        />
      )}
    </Panel>
  );
}
