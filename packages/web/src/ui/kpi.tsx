import type { MetricName } from '@taffrail/contract';
import { metricRegistry } from '@taffrail/contract';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Sparkline } from '../charts/draw/sparkline.tsx';
import { cx } from '../lib/class-names.ts';
import { formatFigure } from '../lib/format.ts';
import type { Comparison } from './compare.ts';
import { Definition } from './definition.tsx';
import { Delta } from './delta.tsx';
import { Link } from './link.tsx';
import { Skeleton } from './skeleton.tsx';

export interface KpiProps {
  metric: MetricName;
  /** Null where there is nothing to reckon it from. */
  value: number | null;
  comparison: Comparison;
  /** Absent: nothing is compared. */
  versus: string | undefined;
  /** Oldest first; the last may be unfinished. */
  series: readonly (number | null)[];
  /** Beside the value, a line or two: what it is of. */
  note?: ReactNode;
  /** To the list behind the number. */
  link?: Pick<LinkProps, 'to' | 'search' | 'hash'> | undefined;
  /** Of money: ISO 4217. */
  currency?: string;
  /** The numbers that this one was reckoned from, below its formula. */
  reckoning?: ReactNode;
  /** Takes the focus: of a key that leads here. */
  id?: string;
  className?: string;
}

const card =
  'flex h-33 min-w-0 flex-col rounded-panel border border-line bg-surface px-4 py-3 max-sm:h-25 @container';
// Two beside each other on a phone: words take a second line, and the line of the past goes.
const wrapped = '@max-[10rem]:h-auto @max-[10rem]:min-h-6 @max-[10rem]:leading-tight';

/** One figure: its height never changes, so that loading shifts nothing. */
export function Kpi(props: KpiProps) {
  const { metric, value, comparison, versus, series, note, link } = props;
  const { title, unit } = metricRegistry[metric];
  const { text, exact } = formatFigure(value, unit, props.currency);
  const number = (
    <span title={exact} data-numeric>
      {text}
    </span>
  );
  return (
    <article
      aria-label={title}
      id={props.id}
      tabIndex={props.id === undefined ? undefined : -1}
      className={cx(card, props.className)}
    >
      <div className={cx('flex h-6 items-center justify-between text-muted', wrapped)}>
        <h3>{title}</h3>
        <span className="-mr-1.5">
          <Definition metric={metric}>{props.reckoning}</Definition>
        </span>
      </div>
      <div className="flex items-center justify-between gap-3">
        <div className="text-kpi whitespace-nowrap">
          {link ? (
            <Link
              {...link}
              // Else each that leads to a part of this page would be the current one.
              activeOptions={{ exact: true, includeHash: true }}
              className="rounded-badge text-text no-underline hover:underline"
            >
              {number}
            </Link>
          ) : (
            number
          )}
        </div>
        {note && (
          <div className="min-w-0 text-right text-caption text-muted" data-numeric>
            {note}
          </div>
        )}
      </div>
      <div className="flex flex-1 flex-col max-sm:flex-row max-sm:items-center max-sm:gap-3">
        <p className="truncate text-compact max-sm:flex-1 @max-[10rem]:whitespace-normal">
          {versus !== undefined && (
            <Delta metric={metric} comparison={comparison} versus={versus} />
          )}
        </p>
        <Sparkline
          values={series}
          className="mt-auto max-sm:mt-0 max-sm:h-5 max-sm:w-24 @max-[10rem]:hidden"
        />
      </div>
    </article>
  );
}

export function KpiSkeleton() {
  return (
    <div className={card}>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="mt-3 h-6 w-16" />
      <Skeleton className="mt-3 h-4 w-40 max-sm:hidden" />
    </div>
  );
}
