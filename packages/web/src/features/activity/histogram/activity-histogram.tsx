import { useQuery } from '@tanstack/react-query';
import { BarsOverTime } from '../../../charts/draw/bars/bars-over-time.tsx';
import { writeRange, type Span } from '../../../lib/time/time-range.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useNarrow } from '../../../ui/use-media.ts';
import { withFilter } from '../filters/activity-fields.ts';
import { filterChange, rangeChange, type ActivityPageState } from '../use-activity-page.ts';
import { categoryColours, categoryTitles, isCategory } from './categories.ts';

const others = ['other'];
/** The bars at the ends may reach beyond the range. Whole seconds are all that an address has. */
const clip = ({ from, to }: Span, within: Span): Span => ({
  from: new Date(Math.floor(Math.max(from.getTime(), within.from.getTime()) / 1000) * 1000),
  to: new Date(Math.ceil(Math.min(to.getTime(), within.to.getTime()) / 1000) * 1000),
});

const titleOf = (id: string): string => (isCategory(id) ? categoryTitles[id] : id);

/** How many actions over time, by category: a bar or a brush zooms, the legend filters. */
export function ActivityHistogram({ page }: { page: ActivityPageState }) {
  const { span, search, filters, change } = page;
  const query = useQuery(page.histogramQuery);
  const height = useNarrow() ? 160 : 112;
  const zoom = (to: Span): void => {
    change(rangeChange(writeRange(clip(to, span))));
  };
  const searchFor = (categories: readonly string[]): Record<string, unknown> => {
    const rest = filters.filter(({ field }) => field !== 'category');
    const chosen = { field: 'category', op: 'in', values: categories } as const;
    return { ...search, ...filterChange(withFilter(rest, chosen), search.q ?? '') };
  };
  return (
    <Panel
      title="Actions over time"
      titleHidden
      what="the actions over time"
      query={query}
      className="mb-4"
      skeleton={<HistogramSkeleton height={height} />}
    >
      {({ buckets, stepSeconds, complete }) => (
        <BarsOverTime
          things="actions"
          buckets={buckets}
          stepSeconds={stepSeconds}
          complete={complete}
          titleOf={titleOf}
          colours={categoryColours}
          others={others}
          height={height}
          onZoom={zoom}
          seriesSearch={searchFor}
        />
      )}
    </Panel>
  );
}

/** As high as what comes: sentence, legend, bars and axis. */
function HistogramSkeleton({ height }: { height: number }) {
  return (
    <div>
      <Skeleton className="mb-1 h-5 w-80 max-w-full max-sm:h-9" />
      <Skeleton className="mb-2 h-6 w-120 max-w-full max-sm:h-13" />
      <div style={{ height }} className="mb-5 flex flex-col justify-end">
        <Skeleton className="h-20 w-full" />
      </div>
    </div>
  );
}
