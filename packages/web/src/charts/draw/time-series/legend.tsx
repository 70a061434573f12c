import { cx } from '../../../lib/class-names.ts';
import type { TimeLine } from '../../prepare/time-series.ts';
import { textOf } from '../series-colours.ts';

/** A piece of a line as it is drawn. */
export function LineSwatch({ colour, dashed = false }: { colour: number; dashed?: boolean }) {
  return (
    <svg aria-hidden width="16" height="12" className={cx('shrink-0', textOf[colour])}>
      <line
        x1="0"
        x2="16"
        y1="6"
        y2="6"
        stroke="currentColor"
        strokeWidth={dashed ? 1.5 : 2}
        strokeDasharray={dashed ? '6 3' : undefined}
      />
    </svg>
  );
}

interface TimeSeriesLegendProps {
  lines: readonly TimeLine[];
  hidden: ReadonlySet<string>;
  onToggle: (id: string) => void;
  /** What the dashed lines are; absent where there are none. */
  previousTitle: string | undefined;
}

const entry = 'inline-flex min-h-6 items-center gap-1.5 rounded-badge text-compact coarse:min-h-11';

/** Each line can be left out, so that the others have the room. */
export function TimeSeriesLegend(props: TimeSeriesLegendProps) {
  const { lines, hidden, onToggle, previousTitle } = props;
  return (
    <ul aria-label="Lines" className="mb-2 flex min-h-6 flex-wrap gap-x-4 gap-y-1">
      {lines.map(({ id, title, colour }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={!hidden.has(id)}
            onClick={() => onToggle(id)}
            className={cx(
              entry,
              'text-text aria-[pressed=false]:text-muted aria-[pressed=false]:line-through',
            )}
          >
            <LineSwatch colour={hidden.has(id) ? 0 : colour} />
            {title}
          </button>
        </li>
      ))}
      {previousTitle && (
        <li className={cx(entry, 'text-muted')}>
          <LineSwatch colour={0} dashed />
          {previousTitle}
        </li>
      )}
    </ul>
  );
}
