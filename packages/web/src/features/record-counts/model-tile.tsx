import type { RecordCount } from '@taffrail/contract';
import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { Sparkline } from '../../charts/draw/sparkline.tsx';
import { formatCount, formatPercent } from '../../lib/format.ts';
import { productFailureWords } from '../../ui/product-failure-words.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Badge, Status } from '../../ui/status.tsx';
import { toCountText, toDailyCounts, toGrowthText } from './count-words.ts';

const icons = { up: ArrowUp, down: ArrowDown, same: Minus } as const;

/** One model: its count and of what kind that is, this week against the last, thirty days. */
export function ModelTile({ model }: { model: RecordCount }) {
  const { title, table, count, failure, drop, series } = model;
  const { text, kind } = toCountText(model);
  return (
    <li className="flex min-w-0 flex-col">
      <h3 className="truncate text-muted" title={`${title}: the table ${table}`}>
        {title}
      </h3>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span
          className="text-kpi whitespace-nowrap"
          title={count === null ? undefined : formatCount(count)}
          data-numeric
        >
          {text}
        </span>
        <span className="text-caption text-muted">{kind}</span>
      </p>
      {failure === null ? <Growth model={model} /> : <NotCounted model={model} failure={failure} />}
      {drop && (
        <p className="mt-1">
          <Badge status="warning">Sudden drop</Badge>
          <span className="mt-0.5 block text-caption text-muted">
            {formatPercent(drop.share)} fewer than {formatCount(drop.from)}
          </span>
        </p>
      )}
      <Sparkline values={toDailyCounts(series)} className="mt-auto max-h-8 pt-1" />
    </li>
  );
}

function Growth({ model }: { model: RecordCount }) {
  const growth = toGrowthText(model);
  if (!growth) return <p className="text-caption text-muted">Not enough days to compare</p>;
  const Icon = icons[growth.direction];
  return (
    <p className="text-caption text-muted">
      <span className="text-text">
        <Icon size={12} aria-hidden className="mr-0.5 inline align-[-1px]" />
        {growth.text}
      </span>
      {growth.before !== undefined && <span className="block">{growth.before}</span>}
    </p>
  );
}

/** The figure is that of the last time, if there was one. */
function NotCounted({
  model: { countedAt },
  failure,
}: {
  model: RecordCount;
  failure: NonNullable<RecordCount['failure']>;
}) {
  return (
    <p className="text-caption">
      <Status status="unknown">Not counted</Status>
      <span className="block text-muted">
        {productFailureWords[failure]}
        {countedAt !== null && (
          <>
            ; the count is of <RelativeTime at={countedAt} />
          </>
        )}
      </span>
    </p>
  );
}
