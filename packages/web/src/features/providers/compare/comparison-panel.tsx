import { mostBeside, type ComparedProvider, type Providers } from '@taffrail/contract';
import { useMemo, type ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import { oneOpen } from '../../../lib/url/open-ids.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { Definition } from '../../../ui/definition.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { RowSelection } from '../../../ui/use-row-selection.ts';
import { idOf, nameOfSubject } from '../subjects.ts';
import type { ProvidersPageState } from '../use-providers-page.ts';
import { EmptyProviders } from './empty-providers.tsx';
import { findBest } from './find-best.ts';
import { providerColumns } from './provider-columns.tsx';
import { ProviderPeek } from './provider-peek.tsx';

const rowName = ({ subject }: ComparedProvider): string => nameOfSubject(subject);

const firstOf = (items: readonly ComparedProvider[]): string[] =>
  items.slice(0, mostBeside).map(idOf);

/** One below the other, with "best" in words. */
export function ComparisonPanel({ page }: { page: ProvidersPageState }) {
  return (
    <Panel
      title="Comparison"
      what="the comparison"
      query={page.query}
      className="mb-4"
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={<EmptyProviders page={page} />}
    >
      {(shown) => <Comparison page={page} shown={shown} />}
    </Panel>
  );
}

function Comparison({ page, shown }: { page: ProvidersPageState; shown: Providers }) {
  const { search, filters, change, beside, toggleBeside } = page;
  const { items, group, range } = shown;
  const columns = useMemo(() => providerColumns(group, findBest(items)), [group, items]);
  const detail = useMemo(() => {
    const days = `${range.from}..${range.to}`;
    const peekOf = (item: ComparedProvider): ReactNode => (
      <>
        <Button size="row" className="mb-3" onClick={() => toggleBeside(idOf(item))}>
          {beside.includes(idOf(item)) ? 'Take out of side by side' : 'Set side by side'}
        </Button>
        <ProviderPeek item={item} range={days} filters={filters} />
      </>
    );
    return peekOf;
  }, [range, filters, beside, toggleBeside]);
  const selection: RowSelection<ComparedProvider> = {
    ids: new Set(beside),
    rows: items.filter((item) => beside.includes(idOf(item))),
    toggle: toggleBeside,
    togglePage: () => change({ vs: beside.length > 0 ? undefined : firstOf(items) }),
    clear: () => change({ vs: undefined }),
  };
  return (
    <>
      {shown.routesDiffer && (
        <Notice status="warning" className="mx-4 mb-3">
          They were used for different routes, which cost and take what they do: open a row to see
          for which, and filter by one route to compare like with like.
        </Notice>
      )}
      <DataTable
        caption={`${plural(items.length, group)}, most jobs first`}
        columns={columns}
        rows={items}
        rowId={idOf}
        rowName={rowName}
        detail={detail}
        {...oneOpen(search.peek, (peek) => change({ peek }))}
        selection={items.length > 1 ? selection : undefined}
      />
      <Definitions />
    </>
  );
}

const definitions = [
  ['1,000 jobs', 'ai_cost_per_1000_jobs'],
  ['1M tokens', 'ai_cost_per_million_tokens'],
  ['P50', 'ai_latency_p50'],
  ['P95', 'ai_latency_p95'],
  ['First token', 'ai_first_token'],
  ['Tokens/s', 'ai_tokens_per_second'],
  ['Errors', 'ai_error_rate'],
  ['Accuracy', 'ai_accuracy'],
] as const;

/** What the headings mean. */
function Definitions() {
  return (
    <p
      data-print="hide"
      className="flex flex-wrap items-center gap-x-3 border-t border-line px-4 py-2 text-compact text-muted"
    >
      What is meant by
      {definitions.map(([title, metric]) => (
        <span key={metric} className="inline-flex items-center">
          {title} <Definition metric={metric} />
        </span>
      ))}
    </p>
  );
}
