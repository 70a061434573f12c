import type { UsageFilter } from '@taffrail/contract';
import { Swatch } from '../../../charts/draw/bars/legend.tsx';
import { Link } from '../../../ui/link.tsx';
import type { Stack, StackSeries } from './prepare-stack.ts';
import { ExpectedSwatch } from './stack-ahead.tsx';

interface StackLegendProps {
  stack: Stack;
  format: (value: number) => string;
  compares: boolean;
  filterOf: (series: StackSeries) => UsageFilter | undefined;
  searchWith: (filter: UsageFilter) => Record<string, unknown>;
}

const entry =
  'inline-flex min-h-6 max-w-64 items-center gap-1.5 rounded-badge text-compact text-text';

/** In the order of the values, each with its sum; a link that leaves only this one. */
export function StackLegend({ stack, format, compares, filterOf, searchWith }: StackLegendProps) {
  const isCompared = compares && stack.bars.some(({ previous }) => previous !== null);
  return (
    <ul aria-label="Legend" className="mb-2 flex min-h-6 flex-wrap gap-x-4 gap-y-1">
      {stack.named.map((series) => {
        const filter = filterOf(series);
        const content = (
          <>
            <Swatch colour={series.colour} />
            <span className="truncate">{series.title}</span>
            <span className="text-muted" data-numeric>
              {format(series.total)}
            </span>
          </>
        );
        return (
          <li key={`${series.title} ${series.colour}`} className="min-w-0">
            {filter ? (
              <Link
                to="."
                search={searchWith(filter) as never}
                resetScroll={false}
                className={entry}
              >
                {content}
              </Link>
            ) : (
              <span className={entry}>{content}</span>
            )}
          </li>
        );
      })}
      {isCompared && (
        <li className={entry}>
          <svg aria-hidden width="16" height="12" className="stroke-text">
            <path d="M0 6h16" strokeWidth="1.5" strokeDasharray="4 3" />
          </svg>
          Period before, all together
        </li>
      )}
      <Expected stack={stack} format={format} />
      <BudgetEntry stack={stack} format={format} />
    </ul>
  );
}

type OfStack = Pick<StackLegendProps, 'stack' | 'format'>;

function Expected({ stack: { bars }, format }: OfStack) {
  const expected = bars.reduce((sum, bar) => sum + bar.expected, 0);
  if (expected === 0) return null;
  return (
    <li className={entry}>
      <ExpectedSwatch />
      Forecast, besides
      <span className="text-muted" data-numeric>
        {format(expected)}
      </span>
    </li>
  );
}

function BudgetEntry({ stack: { budget, bars }, format }: OfStack) {
  if (!budget) return null;
  // By the month it is what it says; by the day it is a share that no budget has by that name.
  const isShared = budget.period === 'month' && bars.some((bar) => bar.firstDay === bar.lastDay);
  const notes = [
    ...(isShared ? ['by its share of each day'] : []),
    ...(budget.isAbove ? ['above what is drawn'] : []),
  ];
  return (
    <li className={entry}>
      <svg aria-hidden width="16" height="12" className="shrink-0 stroke-error">
        <path d="M0 6h16" strokeWidth="2" />
      </svg>
      <Link to="/admin/settings/budgets">
        Budget of {format(budget.limitUsd)} a {budget.period}
      </Link>
      {notes.length > 0 && <span className="text-muted">{notes.join(', ')}</span>}
    </li>
  );
}
