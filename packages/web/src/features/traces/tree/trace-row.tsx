/* oxlint-disable jsx-a11y/prefer-tag-over-role -- of thousands of rows only some are there, each placed by hand */
import { ChevronDown, ChevronRight, Clock } from 'lucide-react';
import { fillOf, textOf } from '../../../charts/draw/series-colours.ts';
import { cx } from '../../../lib/class-names.ts';
import { formatLatency } from '../../../lib/format.ts';
import { StatusIcon } from '../../../ui/status.tsx';
import { formatMicroseconds, layerWords, statusLooks, statusWordOf } from '../layer-words.ts';
import { columnsClass, rowHeight } from './columns.ts';
import { CriticalLine, waitedText } from './critical-line.tsx';
import type { Stretch } from './critical-path.ts';
import type { TreeRow } from './prepare-tree.ts';

interface TraceRowProps {
  id: string;
  row: TreeRow;
  /** From 0. */
  index: number;
  durationUs: number;
  skewUs: number;
  /** When the whole waited for just this; absent off the critical path. */
  critical: readonly Stretch[] | undefined;
  isActive: boolean;
  isSelected: boolean;
  onSelect: () => void;
  onFold: () => void;
}

/** Deeper than this nothing is indented further: the name would have no room. */
const mostIndented = 12;
const indentPx = 14;

export function TraceRow(props: TraceRowProps) {
  const { id, row, index, durationUs, skewUs, isActive, isSelected } = props;
  const { entry, level, place, siblings, hasParts, isOpen, isContext } = row;
  const { startUs, durationUs: lasts } = entry;
  return (
    // The treegrid has the focus and the keys; a row is pointed at.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-expanded={hasParts ? isOpen : undefined}
      aria-selected={isSelected}
      onClick={props.onSelect}
      style={{ top: index * rowHeight, height: rowHeight }}
      className={cx(
        columnsClass,
        'absolute inset-x-0 cursor-default items-center text-compact hover:bg-sunken',
        isSelected && 'bg-accent/8',
        isActive && 'in-focus-visible:outline-2 in-focus-visible:-outline-offset-2',
        isContext && 'text-muted',
      )}
    >
      <Name
        row={row}
        skewUs={skewUs}
        critical={props.critical}
        onFold={props.onFold}
        indent={Math.min(level, mostIndented)}
      />
      <span role="gridcell" className="pr-3 text-right whitespace-nowrap tabular-nums">
        {lasts === null ? (
          <span className="text-muted">–</span>
        ) : (
          formatMicroseconds(lasts, formatLatency)
        )}
      </span>
      <span role="gridcell" className="relative h-full max-sm:sr-only">
        <span className="sr-only">after {formatMicroseconds(startUs, formatLatency)}</span>
        <Bar startUs={startUs} lastsUs={lasts} totalUs={durationUs} layer={entry.layer} />
        {props.critical && <CriticalLine stretches={props.critical} totalUs={durationUs} />}
      </span>
    </div>
  );
}

interface NameProps {
  row: TreeRow;
  skewUs: number;
  critical: readonly Stretch[] | undefined;
  indent: number;
  onFold: () => void;
}

function Name({ row, skewUs, critical, indent, onFold }: NameProps) {
  const { entry, hasParts, isOpen } = row;
  const { layer, name, place, note, status, isOrphan } = entry;
  const { icon: Icon, one, colour } = layerWords[layer];
  const look = statusLooks[status];
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const skew =
    skewUs > 0
      ? `Begins ${formatMicroseconds(skewUs, formatLatency)} before what it is a part of: their clocks differ.`
      : undefined;
  const waited = critical && waitedText(critical);
  return (
    <span
      role="gridcell"
      className="flex min-w-0 items-center gap-1.5 pl-2"
      title={[
        name,
        place,
        note,
        isOrphan ? 'Its parent is missing' : null,
        waited ?? null,
        skew ?? null,
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    >
      <span aria-hidden className="shrink-0" style={{ width: (indent - 1) * indentPx }} />
      {hasParts ? (
        // The arrow keys do the same.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
        <span
          className="flex size-5 shrink-0 items-center justify-center rounded-badge text-muted hover:text-text"
          onClick={(event) => {
            event.stopPropagation();
            onFold();
          }}
        >
          <Chevron size={14} aria-hidden />
        </span>
      ) : (
        <span aria-hidden className="size-5 shrink-0" />
      )}
      <Icon size={14} aria-hidden className={cx('shrink-0', textOf[colour])} />
      <span className="sr-only">{one}:</span>
      {look && status !== 'ok' && (
        <>
          <StatusIcon status={look.status} />
          <span className="sr-only">{statusWordOf(entry)}:</span>
        </>
      )}
      {skew && (
        <>
          <Clock size={12} aria-hidden className="shrink-0 text-warning" />
          <span className="sr-only">{skew}</span>
        </>
      )}
      <span className="truncate">
        {name}
        {isOrphan && <span className="text-muted"> (parent missing)</span>}
        {place !== null && <span className="text-muted"> {place}</span>}
      </span>
      {waited && <span className="sr-only">, {waited}</span>}
    </span>
  );
}

interface BarProps {
  startUs: number;
  lastsUs: number | null;
  totalUs: number;
  layer: keyof typeof layerWords;
}

/** A moment is a rhombus, what lasts a bar: never so short that it is not there. */
function Bar({ startUs, lastsUs, totalUs, layer }: BarProps) {
  const fill = cx(fillOf[layerWords[layer].colour], 'forced-colors:fill-[CanvasText]');
  const share = (us: number): number => (totalUs === 0 ? 0 : (us / totalUs) * 100);
  if (lastsUs === null)
    return (
      <svg
        aria-hidden
        width="8"
        height="8"
        className="absolute top-2.5 overflow-visible"
        style={{ left: `clamp(0px, calc(${share(startUs)}% - 4px), calc(100% - 8px))` }}
      >
        <path d="M4 0 8 4 4 8 0 4z" className={fill} />
      </svg>
    );
  return (
    <svg
      aria-hidden
      height="10"
      className="absolute top-2.25 min-w-0.5"
      style={{
        left: `min(${share(startUs)}%, calc(100% - 2px))`,
        width: `${totalUs === 0 ? 100 : share(lastsUs)}%`,
      }}
    >
      <rect width="100%" height="10" rx="2" className={fill} />
    </svg>
  );
}
