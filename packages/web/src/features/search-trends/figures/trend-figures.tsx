import type { MetricName, SearchFigures, SearchTrends } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatCount, plural } from '../../../lib/format.ts';
import { Kpi, KpiSkeleton } from '../../../ui/kpi.tsx';
import type { AskedTrends } from '../search-trends.api.ts';
import { versusTexts } from '../words.ts';

interface Figure {
  readonly metric: MetricName;
  readonly of: (figures: SearchFigures) => number | null;
  /** What a ratio rests on. */
  readonly events?: (figures: SearchFigures) => number;
  readonly note?: (figures: SearchFigures) => ReactNode;
  readonly reckoning?: (shown: SearchTrends) => ReactNode;
}

const list = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const shown: readonly Figure[] = [
  {
    metric: 'searches',
    of: ({ searches }) => searches,
    reckoning: ({ counted }) => `Here: ${list.format(counted.searches)}.`,
  },
  {
    metric: 'searches_without_result',
    of: ({ withoutResult, answered }) => (answered === 0 ? null : withoutResult / answered),
    events: ({ answered }) => answered,
    note: ({ withoutResult, answered }) =>
      answered === 0 ? null : `${formatCount(withoutResult)} ÷ ${formatCount(answered)}`,
    reckoning: ({ counted }) =>
      `The number of results is what ${list.format(counted.results)} says of ${counted.measure}.`,
  },
  {
    metric: 'search_conversions',
    of: ({ conversions }) => conversions,
    note: ({ searches, conversions }) =>
      searches === 0 ? null : `${((conversions / searches) * 100).toFixed(1)} per 100 searches`,
    reckoning: ({ counted, figures }) =>
      `Here: ${list.format(counted.conversions)}. ${plural(figures.conversions, 'conversion')} beside ${plural(figures.searches, 'search', 'searches')}: which search led to which is not told.`,
  },
];

interface TrendFiguresProps {
  query: UseQueryResult<SearchTrends>;
  asked: AskedTrends;
}

/** How much is searched for, how often in vain, and what comes of it. */
export function TrendFigures({ query: { data, isError }, asked }: TrendFiguresProps) {
  if (!data && isError) return null;
  const versus = asked.compare === 'off' ? undefined : versusTexts[asked.compare];
  return (
    <section aria-labelledby="figures" className="mb-4">
      <h2 id="figures" className="sr-only">
        Figures
      </h2>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
        {shown.map(({ metric, of, events, note, reckoning }) => {
          if (!data) return <KpiSkeleton key={metric} />;
          const before = data.compared?.before;
          return (
            <Kpi
              key={metric}
              metric={metric}
              value={of(data.figures)}
              comparison={{
                value: data.compared && of(data.compared.current),
                previous: before ? of(before) : null,
                ...(events && before && { events: events(before) }),
              }}
              versus={versus}
              series={data.days.map(({ figures }) => of(figures))}
              note={note?.(data.figures)}
              reckoning={reckoning?.(data)}
              link={{ to: '.', hash: 'rows', search: true as never }}
            />
          );
        })}
      </div>
    </section>
  );
}
