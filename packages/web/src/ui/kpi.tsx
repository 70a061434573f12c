import type { MetricName } from '@taffrail/contract';
import { metricRegistry } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatLargeCount } from '../lib/format.ts';
import { Definition } from './definition.tsx';
import { Delta } from './delta.tsx';
import { Skeleton } from './skeleton.tsx';
import { Sparkline } from '../charts/draw/sparkline.tsx';

export interface KpiProps {
  metric: MetricName;
  value: number;
  previous: number | null;
  versus: string;
  /** Oldest first; the last may be unfinished. */
  series: readonly number[];
  /** The list behind the number: a link around the value. */
  link?: (value: ReactNode) => ReactNode;
}

const card = 'flex h-33 flex-col rounded-panel border border-line bg-surface px-4 py-3';

/** One figure: its height never changes, so that loading shifts nothing. */
export function Kpi({ metric, value, previous, versus, series, link }: KpiProps) {
  const { title } = metricRegistry[metric];
  const number = (
    <span title={formatCount(value)} data-numeric>
      {formatLargeCount(value)}
    </span>
  );
  return (
    <section aria-label={title} className={card}>
      <div className="flex h-6 items-center justify-between text-muted">
        <h2>{title}</h2>
        <Definition metric={metric} />
      </div>
      <div className="text-kpi">{link ? link(number) : number}</div>
      <p className="truncate text-compact">
        <Delta metric={metric} value={value} previous={previous} versus={versus} />
      </p>
      <Sparkline values={series} className="mt-auto" />
    </section>
  );
}

export function KpiSkeleton() {
  return (
    <div className={card}>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="mt-3 h-6 w-16" />
      <Skeleton className="mt-3 h-4 w-40" />
    </div>
  );
}
