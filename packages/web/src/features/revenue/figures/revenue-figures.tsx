import type { MetricName, RevenueFigures as Figures } from '@taffrail/contract';
import { metricRegistry } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatCount, formatMoney, plural } from '../../../lib/format.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Kpi, KpiSkeleton } from '../../../ui/kpi.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { versusTexts } from '../period.ts';
import type { ShownRevenue } from '../revenue.api.ts';

/** A figure of the cards: a balance of the range's end, or what happened in the range. */
interface Figure {
  readonly metric: MetricName;
  readonly of: (figures: Figures) => number | null;
  /** How many customers what it is compared with rests on. */
  readonly rests: (figures: Figures) => number;
  readonly reckoning?: (shown: ShownRevenue) => ReactNode;
  readonly note?: (shown: ShownRevenue) => ReactNode;
  /** The part of the page that has its rows. */
  readonly rows: 'movements' | 'months' | 'started' | 'cancelled';
}

const toNumber = (amount: string | null): number | null =>
  amount === null ? null : Number(amount);
const money = (amount: string, { currency }: ShownRevenue): string =>
  formatMoney(Number(amount), currency);

/** In the order in which they are read, and of the keys 1 to 5. */
const figures: readonly Figure[] = [
  {
    metric: 'mrr',
    of: ({ mrr }) => Number(mrr),
    rests: ({ subscribers }) => subscribers,
    reckoning: () =>
      'Tax, trials and metered usage are left out, and yearly prices spread over their months: what a payment provider reports may differ.',
    rows: 'movements',
  },
  {
    metric: 'subscribers',
    of: ({ subscribers }) => subscribers,
    rests: ({ subscribers }) => subscribers,
    rows: 'months',
  },
  {
    metric: 'new_subscribers',
    of: ({ newSubscribers }) => newSubscribers,
    rests: ({ newSubscribers }) => newSubscribers,
    rows: 'started',
  },
  {
    metric: 'churn_rate',
    of: ({ churnRate }) => churnRate,
    rests: ({ activeAtStart }) => activeAtStart,
    reckoning: ({ current }) =>
      `${plural(current.cancelled, 'customer')} stopped paying in the range ÷ ${formatCount(current.activeAtStart)} who paid when it began.`,
    note: ({ current }) =>
      `${formatCount(current.cancelled)} ÷ ${formatCount(current.activeAtStart)}`,
    rows: 'cancelled',
  },
  {
    metric: 'arpu',
    of: ({ arpu }) => toNumber(arpu),
    rests: ({ subscribers }) => subscribers,
    reckoning: (shown) => {
      const elsewhere = shown.unconverted.reduce((sum, { subscribers }) => sum + subscribers, 0);
      const payers = shown.current.subscribers - elsewhere;
      return `${money(shown.current.mrr, shown)} ÷ ${plural(payers, 'subscriber')}.`;
    },
    rows: 'movements',
  },
];

const grid = 'grid grid-cols-2 gap-4 max-sm:gap-2 lg:grid-cols-6 min-[100rem]:grid-cols-5';
const spans = ['lg:col-span-2', 'lg:col-span-2', 'lg:col-span-2', 'lg:col-span-3', 'lg:col-span-3'];
const span = (index: number): string =>
  `${index === 0 ? 'col-span-2' : 'max-sm:min-h-33'} ${spans[index] ?? ''} min-[100rem]:col-span-1`;

const idOf = (metric: MetricName): string => `figure-${metric.replace('_', '-')}`;

interface RevenueFiguresProps {
  query: UseQueryResult<ShownRevenue>;
  compares: boolean;
}

/** MRR and what it comes of; each card leads to its rows. */
export function RevenueFigures({ query, compares }: RevenueFiguresProps) {
  const { data, error, isFetching, refetch } = query;
  if (data === undefined && error)
    return (
      <section aria-label="Figures" className="mb-4 rounded-panel border border-line bg-surface">
        <ErrorState
          error={error}
          what="the figures"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      </section>
    );
  return (
    <section aria-labelledby="figures" aria-busy={isFetching} className="mb-4">
      <h2 id="figures" className="sr-only">
        Figures
      </h2>
      {data && error && (
        <Notice status="warning" className="mb-3">
          Could not refresh the figures: {error.message}
        </Notice>
      )}
      <div className={grid}>
        {figures.map((figure, index) =>
          data ? (
            <FigureCard
              key={figure.metric}
              figure={figure}
              index={index}
              shown={data}
              compares={compares}
            />
          ) : (
            <div key={figure.metric} className={span(index)}>
              <KpiSkeleton />
            </div>
          ),
        )}
      </div>
    </section>
  );
}

interface FigureCardProps {
  figure: Figure;
  /** Of the key that leads to it. */
  index: number;
  shown: ShownRevenue;
  compares: boolean;
}

function FigureCard({ figure, index, shown, compares }: FigureCardProps) {
  const { metric, of, rests, reckoning, note, rows } = figure;
  const id = idOf(metric);
  useShortcut(String(index + 1), metricRegistry[metric].title, () =>
    document.getElementById(id)?.focus(),
  );
  const { current, previous, newThisMonth, asked } = shown;
  // The month's own, whatever the range.
  const isOfMonth = metric === 'new_subscribers';
  const value = isOfMonth ? newThisMonth.value : of(current);
  const before = isOfMonth ? newThisMonth.previous : previous && of(previous);
  const events = isOfMonth ? newThisMonth.previous : previous && rests(previous);
  return (
    <Kpi
      id={id}
      className={span(index)}
      metric={metric}
      currency={shown.currency}
      value={value}
      comparison={{ value, previous: before, ...(events !== null && { events }) }}
      versus={compares ? versusTexts[isOfMonth ? 'mtd' : asked] : undefined}
      series={shown.months.map(of)}
      note={note?.(shown)}
      reckoning={reckoning?.(shown)}
      link={{ to: '.', hash: rows, search: true as never }}
    />
  );
}
