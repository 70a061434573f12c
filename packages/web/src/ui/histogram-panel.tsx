import { BarsOverTime } from '../charts/draw/bars/bars-over-time.tsx';
import type { CountBucket } from '../charts/prepare/bars.ts';
import { writeRange, type Span } from '../lib/time/time-range.ts';
import { Panel, type PanelQuery } from './panel.tsx';
import { Skeleton } from './skeleton.tsx';
import { useNarrow } from './use-media.ts';

interface Histogram {
  readonly buckets: readonly CountBucket[];
  readonly stepSeconds: number;
  readonly complete: boolean;
}

interface HistogramPanelProps {
  query: PanelQuery<Histogram>;
  /** What is counted, in lower case: "actions". */
  things: string;
  /** Of the page: zooming stays inside of it. */
  span: Span;
  onRange: (range: string) => void;
  /** The page's parameters for only these kinds. */
  searchFor: (kinds: readonly string[]) => Record<string, unknown>;
  titleOf: (kind: string) => string;
  colours: Readonly<Record<string, number>>;
  others?: readonly string[];
}

/** The bars at the ends may reach beyond the range. Whole seconds are all that an address has. */
const clip = ({ from, to }: Span, within: Span): Span => ({
  from: new Date(Math.floor(Math.max(from.getTime(), within.from.getTime()) / 1000) * 1000),
  to: new Date(Math.ceil(Math.min(to.getTime(), within.to.getTime()) / 1000) * 1000),
});

/** How many over time above the list of them, by kind: a bar or a brush zooms, the legend filters. */
export function HistogramPanel(props: HistogramPanelProps) {
  const { query, things, span, onRange, searchFor, titleOf, colours, others } = props;
  const height = useNarrow() ? 160 : 112;
  const title = `${things.charAt(0).toUpperCase()}${things.slice(1)} over time`;
  return (
    <Panel
      title={title}
      titleHidden
      what={`the ${things} over time`}
      query={query}
      className="mb-4"
      skeleton={<HistogramSkeleton height={height} />}
    >
      {({ buckets, stepSeconds, complete }) => (
        <BarsOverTime
          things={things}
          buckets={buckets}
          stepSeconds={stepSeconds}
          complete={complete}
          titleOf={titleOf}
          colours={colours}
          others={others}
          height={height}
          onZoom={(to) => onRange(writeRange(clip(to, span)))}
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
