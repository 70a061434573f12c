import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { FigureHead } from '../../../charts/draw/figure-head.tsx';
import { FigureTooltip } from '../../../charts/draw/figure-tooltip.tsx';
import { Swatch } from '../../../charts/draw/bars/legend.tsx';
import { useBarCursor } from '../../../charts/draw/use-bar-cursor.ts';
import { useWidth } from '../../../charts/draw/use-width.ts';
import { formatMoney } from '../../../lib/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { formatChange } from '../money.ts';
import { monthText } from '../period.ts';
import type { ShownRevenue } from '../revenue.api.ts';
import { gains, kinds, losses } from './kinds.ts';
import { MonthsAxis, MonthsPlot, plotHeight } from './months-plot.tsx';
import { MonthsTable } from './months-table.tsx';
import { prepareMonths, type MonthBar, type Months } from './prepare-months.ts';

/** Twelve months of movements, and the MRR that each ended with. */
export function MonthsPanel({ query }: { query: UseQueryResult<ShownRevenue> }) {
  return (
    <div id="months" className="min-w-0 scroll-mt-(--top-bar)">
      <Panel
        title="MRR by month"
        what="the MRR by month"
        query={query}
        className="h-full"
        skeleton={<Skeleton className="h-75" />}
      >
        {({ months, currency, reconstructedUntil }) => (
          <MonthsFigure months={prepareMonths(months, reconstructedUntil)} currency={currency} />
        )}
      </Panel>
    </div>
  );
}

interface MonthsFigureProps {
  months: Months;
  currency: string;
}

const shownKinds = [...gains, ...losses];

const legend = shownKinds.map((kind) => ({ id: kind, ...kinds[kind] }));

/** "MRR rose from €46,310 to €48,210, lowest in Nov 2025." */
const summarize = ({ bars, lowestMrr }: Months, currency: string): string => {
  const [first, last] = [bars.at(0), bars.at(-1)];
  if (!first || !last) return '';
  const lowest = bars.find(({ mrr }) => mrr === lowestMrr);
  const moved = last.mrr > first.mrr ? 'rose' : last.mrr < first.mrr ? 'fell' : 'stayed';
  const way =
    moved === 'stayed'
      ? `MRR is ${formatMoney(last.mrr, currency)}, as at the end of ${monthText(first.month)}`
      : `MRR ${moved} from ${formatMoney(first.mrr, currency)} at the end of ${monthText(first.month)} to ${formatMoney(last.mrr, currency)}`;
  return lowest && lowest !== first && lowest !== last
    ? `${way}; lowest in ${monthText(lowest.month)} (${formatMoney(lowest.mrr, currency)}).`
    : `${way}.`;
};

/** "Nov 2026: MRR €48,210, new +€400, churn −€90". */
const describe = ({ month, mrr, amounts, isReconstructed }: MonthBar, currency: string): string =>
  [
    `${monthText(month)}: MRR ${formatMoney(mrr, currency)}`,
    ...(isReconstructed ? ['reconstructed in part'] : []),
    ...shownKinds
      .filter((kind) => amounts[kind] !== 0)
      .map((kind) => `${kinds[kind].title.toLowerCase()} ${formatChange(amounts[kind], currency)}`),
  ].join(', ');

function MonthsFigure({ months, currency }: MonthsFigureProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [asTable, setAsTable] = useState(false);
  const { bars } = months;
  const { cursor, handlers } = useBarCursor(bars.length, undefined);
  const current = cursor === null ? undefined : bars[cursor];
  return (
    <figure>
      <FigureHead asTable={asTable} onAsTable={setAsTable}>
        {summarize(months, currency)}
      </FigureHead>
      <Legend />
      <div className="flex">
        <MonthsAxis months={months} currency={currency} />
        <div className="relative min-w-0 flex-1">
          <div
            ref={ref}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input has no picture
            role="slider"
            tabIndex={0}
            aria-label="Cursor over the months"
            aria-valuemin={0}
            aria-valuemax={bars.length - 1}
            aria-valuenow={cursor ?? bars.length - 1}
            aria-valuetext={current && describe(current, currency)}
            {...handlers}
            style={{ height: plotHeight }}
            className="touch-pan-y select-none"
          >
            {width > 0 && <MonthsPlot months={months} width={width} cursor={cursor} />}
          </div>
          {current && cursor !== null && (
            <MonthTooltip
              bar={current}
              currency={currency}
              unfinished={cursor === bars.length - 1}
              position={(cursor + 0.5) / bars.length}
            />
          )}
        </div>
      </div>
      {asTable && <MonthsTable bars={bars} currency={currency} />}
    </figure>
  );
}

function Legend() {
  return (
    <ul aria-label="Legend" className="mb-2 flex min-h-6 flex-wrap gap-x-4 gap-y-1">
      {legend.map(({ id, title, colour }) => (
        <li key={id} className="inline-flex min-h-6 items-center gap-1.5 text-compact">
          <Swatch colour={colour} />
          {title}
        </li>
      ))}
      <li className="inline-flex min-h-6 items-center gap-1.5 text-compact">
        <svg aria-hidden width="16" height="12" className="stroke-text">
          <path d="M0 6h16" strokeWidth="2" />
          <circle cx="8" cy="6" r="2.5" className="fill-surface" strokeWidth="1.5" />
        </svg>
        MRR at the end, on a scale of its own
      </li>
    </ul>
  );
}

interface MonthTooltipProps {
  bar: MonthBar;
  currency: string;
  unfinished: boolean;
  position: number;
}

function MonthTooltip({ bar, currency, unfinished, position }: MonthTooltipProps) {
  return (
    <FigureTooltip time={monthText(bar.month)} unfinished={unfinished} position={position}>
      <ul>
        {shownKinds
          .filter((kind) => bar.amounts[kind] !== 0)
          .map((kind) => (
            <li key={kind} className="flex items-center gap-1.5">
              <Swatch colour={kinds[kind].colour} />
              <span className="flex-1">{kinds[kind].title}</span>
              <span data-numeric>{formatChange(bar.amounts[kind], currency)}</span>
            </li>
          ))}
      </ul>
      <p className="mt-1 flex justify-between gap-4 border-t border-line pt-1">
        <span>MRR at its end</span>
        <span data-numeric>{formatMoney(bar.mrr, currency)}</span>
      </p>
      {bar.isReconstructed && <p className="text-muted">Reconstructed in part</p>}
    </FigureTooltip>
  );
}
