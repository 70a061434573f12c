import { metricRegistry, type MetricName } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatFigure } from '../../../lib/format.ts';
import type { Comparison } from '../../../ui/compare.ts';
import { Definition } from '../../../ui/definition.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ChangeMark } from '../change-mark.tsx';

export interface Figure {
  readonly metric: MetricName;
  /** Short: the registry has the whole title. */
  readonly title: string;
  readonly value: number | null;
  /** Of as much of the range as can be compared. */
  readonly comparison: Comparison;
  /** What it is of: "12 of 3,000". */
  readonly note?: ReactNode;
}

/** Figures of the whole range, above the chart of it. */
export function FigureRow({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="mb-3 flex flex-wrap gap-x-6 gap-y-2">
      {figures.map(({ metric, title, value, comparison, note }) => {
        const { text, exact } = formatFigure(value, metricRegistry[metric].unit);
        return (
          <div key={metric} className="min-h-16 min-w-16">
            <dt className="flex h-6 items-center text-compact text-muted">
              {title}
              <Definition metric={metric} />
            </dt>
            <dd>
              <span className="text-title" title={exact} data-numeric>
                {text}
              </span>
              <span className="flex items-center gap-1.5 text-caption text-muted" data-numeric>
                {note}
                <ChangeMark metric={metric} {...comparison} />
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** As high as what comes: figures, sentence, legend, lines and axis. */
export function LatencySkeleton({ height }: { height: number }) {
  return (
    <div>
      <Skeleton className="mb-3 h-16 w-80 max-w-full" />
      <Skeleton className="mb-1 h-5 w-96 max-w-full" />
      <Skeleton className="mb-2 h-6 w-64 max-w-full" />
      <div style={{ height: height + 20 }}>
        <Skeleton className="h-full w-full" />
      </div>
    </div>
  );
}
