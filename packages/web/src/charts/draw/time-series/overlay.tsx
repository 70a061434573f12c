import { placeLabels, type MomentSpan, type TimeLine } from '../../prepare/time-series.ts';
import { cx } from '../../../lib/class-names.ts';
import { textOf } from '../series-colours.ts';
import type { Selection } from '../use-bar-cursor.ts';

interface OverlayProps {
  spans: readonly MomentSpan[];
  lines: readonly TimeLine[];
  /** The highest value that is drawn. */
  top: number;
  width: number;
  height: number;
  cursor: number | null;
  selection: Selection | null;
}

/** What moves over the canvas: the crosshair with a dot on each line, and the selected part. */
export function TimeSeriesOverlay(props: OverlayProps) {
  const { spans, lines, top, width, height, cursor, selection } = props;
  const first = spans[0]?.from.getTime() ?? 0;
  const scale = width / Math.max(1, (spans.at(-1)?.to.getTime() ?? 1) - first);
  const xOf = (at: number): number => (at - first) * scale;
  const yOf = (value: number): number => height - (top === 0 ? 0 : (value / top) * height);
  const at = cursor === null ? undefined : spans[cursor];
  const x = at && xOf((at.from.getTime() + at.to.getTime()) / 2);
  const from = selection && spans[Math.min(selection.first, selection.last)]?.from;
  const to = selection && spans[Math.max(selection.first, selection.last)]?.to;
  return (
    <svg
      aria-hidden
      width={width}
      height={height}
      className="pointer-events-none absolute inset-0 overflow-visible"
    >
      {from && to && (
        <rect
          x={xOf(from.getTime())}
          width={xOf(to.getTime()) - xOf(from.getTime())}
          height={height}
          className="fill-accent/12 stroke-accent"
        />
      )}
      {x !== undefined && (
        <line x1={x} x2={x} y1="0" y2={height} className="stroke-muted" strokeDasharray="2 2" />
      )}
      {x !== undefined &&
        cursor !== null &&
        lines.map(({ id, colour, values }) => {
          const value = values[cursor] ?? null;
          return (
            value !== null && (
              <circle
                key={id}
                cx={x}
                cy={yOf(value)}
                r="4"
                className={cx(textOf[colour], 'stroke-surface')}
                fill="currentColor"
                strokeWidth="2"
              />
            )
          );
        })}
    </svg>
  );
}

const labelHeight = 14;
/** Characters: what is longer gets more room, and is cut where that is not enough. */
const shortTitle = 4;

/** The name of each line where it ends. */
export function LineLabels(props: Pick<OverlayProps, 'lines' | 'top' | 'height'>) {
  const { lines, top, height } = props;
  const ends = lines.flatMap((line) => {
    const value = line.values.findLast((each) => each !== null);
    return value === undefined || value === null || top === 0 ? [] : [{ line, value }];
  });
  const places = placeLabels(
    ends.map(({ value }) => height - (value / top) * height - labelHeight / 2),
    labelHeight,
    height + labelHeight / 2,
  );
  return (
    <div
      aria-hidden
      className={cx(
        'relative shrink-0 text-caption',
        lines.some(({ title }) => title.length > shortTitle) ? 'w-20' : 'w-10',
      )}
      style={{ height }}
    >
      {ends.map(({ line }, index) => (
        <span
          key={line.id}
          className="absolute inset-x-1 truncate leading-3.5 font-medium"
          style={{ top: places[index] }}
        >
          <span className={cx('mr-1 inline-block h-2.5 w-0.5 bg-current', textOf[line.colour])} />
          {line.title}
        </span>
      ))}
    </div>
  );
}
