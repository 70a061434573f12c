import type { UsageFilter } from '@taffrail/contract';
import { useMemo, useState } from 'react';
import { ValueAxis } from '../../../charts/draw/axes.tsx';
import { BarsPlot } from '../../../charts/draw/bars/plot.tsx';
import { FigureHead } from '../../../charts/draw/figure-head.tsx';
import { useBarCursor } from '../../../charts/draw/use-bar-cursor.ts';
import { useWidth } from '../../../charts/draw/use-width.ts';
import { countTicks, valueTicks } from '../../../charts/prepare/ticks.ts';
import { useNarrow } from '../../../ui/use-media.ts';
import type { ShownUsage } from '../usage.api.ts';
import {
  dayText,
  daysText,
  filterOf,
  measureFormats,
  measureTitles,
  titleOfSeries,
} from '../words.ts';
import { prepareStack, type Stack, type StackBar } from './prepare-stack.ts';
import { StackLegend } from './stack-legend.tsx';
import type { Ahead } from './look-ahead.ts';
import { BudgetPath, ExpectedBars } from './stack-ahead.tsx';
import { BarLabels, PreviousLine, PriceMarks } from './stack-overlay.tsx';
import { StackTable } from './stack-table.tsx';
import { StackTooltip } from './stack-tooltip.tsx';

interface UsageStackProps {
  shown: ShownUsage;
  /** Undefined where it does not belong to what is drawn. */
  ahead: Ahead | undefined;
  compares: boolean;
  searchWith: (filter: UsageFilter) => Record<string, unknown>;
  /** The jobs of some days. */
  onDays: (first: string, last: string) => void;
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** "Cost $31.20; highest on 3 Nov ($4.10)." */
const summarize = (
  { bars, total, max }: Stack,
  title: string,
  format: (value: number) => string,
  describe: (bar: StackBar) => string,
): string => {
  const highest = total > 0 && bars.find((bar) => bar.total === max);
  const peak = highest
    ? `; most ${highest.firstDay === highest.lastDay ? 'on ' : ''}${describe(highest)} (${format(max)})`
    : '';
  return `${title} ${format(total)}${peak}.`;
};

const tellChanges = ({ priceChanges }: ShownUsage, now: Date) =>
  priceChanges.map(({ day, provider, model }) => ({
    day,
    text: `${dayText(day, now)}: new price of ${model}${provider === '*' ? '' : ` (${provider})`}`,
  }));

const tell = ({ total, expected }: StackBar, format: (value: number) => string): string =>
  expected > 0 ? `${format(total)}, and ${format(expected)} by forecast` : format(total);

/** What was used over time, by what is told apart, and beside it the period before. */
export function UsageStack({ shown, ahead, compares, searchWith, onDays }: UsageStackProps) {
  const height = useNarrow() ? 160 : 220;
  const [ref, width] = useWidth<HTMLDivElement>();
  const [asTable, setAsTable] = useState(false);
  const { measure, step, asked, asOf } = shown;
  const stack = useMemo(
    () => prepareStack(shown, (subject) => titleOfSeries(asked.group, subject), compares, ahead),
    [shown, asked.group, compares, ahead],
  );
  const { short, exact } = measureFormats[measure];
  const ticks = (measure === 'cost' ? valueTicks : countTicks)(stack.top);
  const now = new Date(asOf);
  const describe = ({ firstDay, lastDay }: StackBar): string => daysText(firstDay, lastDay, now);
  const lastKnown = stack.bars.length - stack.toCome - 1;
  const showJobs = (first: number, last: number): void => {
    const [from, to] = [stack.bars[first], stack.bars[Math.min(last, lastKnown)]];
    // Days to come have no jobs.
    if (from && to && first <= lastKnown) onDays(from.firstDay, to.lastDay);
  };
  const { cursor, selection, handlers } = useBarCursor(
    stack.bars.length,
    showJobs,
    undefined,
    lastKnown,
  );
  const current = cursor === null ? undefined : stack.bars[cursor];
  const changes = tellChanges(shown, now);
  const notesOf = ({ firstDay, lastDay }: StackBar): string[] =>
    changes.filter(({ day }) => day >= firstDay && day <= lastDay).map(({ text }) => text);
  const title = measureTitles[measure];
  return (
    <figure>
      <FigureHead asTable={asTable} onAsTable={setAsTable}>
        {summarize(stack, title, exact, describe)}
      </FigureHead>
      <StackLegend
        stack={stack}
        format={short}
        compares={compares}
        filterOf={({ subject }) => (subject ? filterOf(asked.group, subject) : undefined)}
        searchWith={searchWith}
      />
      <div className="flex">
        <ValueAxis ticks={ticks} height={height} format={short} />
        <div className="relative min-w-0 flex-1">
          <div
            ref={ref}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input could not select
            role="slider"
            tabIndex={0}
            aria-label={`Cursor over the ${title.toLowerCase()}; Shift and arrows select, Enter shows the jobs`}
            aria-valuemin={0}
            aria-valuemax={Math.max(0, stack.bars.length - 1)}
            aria-valuenow={cursor ?? Math.max(0, lastKnown)}
            aria-valuetext={current && `${describe(current)}: ${tell(current, exact)}`}
            {...handlers}
            style={{ height }}
            className="relative touch-pan-y select-none"
          >
            {width > 0 && (
              <Picture
                stack={stack}
                ticks={ticks}
                width={width}
                height={height}
                cursor={cursor}
                selection={selection}
                changes={changes}
              />
            )}
          </div>
          {current && cursor !== null && (
            <StackTooltip
              bar={current}
              stack={stack}
              time={describe(current)}
              format={exact}
              notes={notesOf(current)}
              position={(cursor + 0.5) / stack.bars.length}
            />
          )}
          <BarLabels
            bars={stack.bars}
            width={width}
            label={({ firstDay }) =>
              step === 'month' ? monthName.format(new Date(firstDay)) : dayText(firstDay, now)
            }
          />
        </div>
      </div>
      <PriceChanges changes={changes} />
      {asTable && (
        <StackTable
          caption={`${title} over time`}
          stack={stack}
          describe={describe}
          format={exact}
        />
      )}
    </figure>
  );
}

type PictureProps = Omit<Parameters<typeof BarsPlot>[0], 'bars'> & {
  stack: Stack;
  changes: Parameters<typeof PriceMarks>[0]['changes'];
};

function Picture({ stack, changes, ...plot }: PictureProps) {
  const { width, height, ticks } = plot;
  const over = { stack, width, height, top: ticks.at(-1) ?? 0 };
  return (
    <>
      <BarsPlot bars={stack} {...plot} />
      <ExpectedBars {...over} />
      <BudgetPath {...over} />
      <PreviousLine {...over} />
      <PriceMarks bars={stack.bars} changes={changes} width={width} />
    </>
  );
}

/** What the marks on the axis stand for. */
function PriceChanges({ changes }: { changes: readonly { readonly text: string }[] }) {
  if (changes.length === 0) return null;
  return (
    <p className="mt-2 text-compact text-muted">
      <span aria-hidden>▲ </span>
      {changes.map(({ text }) => text).join(' · ')}
    </p>
  );
}
