import { formatDay } from '../../lib/time/format-time.ts';
import type { Span } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { clockOf } from '../prepare/bar-period.ts';
import { timeTicks } from '../prepare/time-ticks.ts';

interface ValueAxisProps {
  ticks: readonly number[];
  height: number;
  format: (value: number) => string;
}

/** The values at the left, each beside its line; as wide as the widest. */
export function ValueAxis({ ticks, height, format }: ValueAxisProps) {
  const top = ticks.at(-1) ?? 0;
  return (
    <div aria-hidden style={{ height }} className="relative pr-2 text-caption text-muted">
      {ticks.map((tick) => (
        <span key={tick} className="flex h-0 justify-end tabular-nums">
          <span className="invisible">{format(tick)}</span>
          <span
            className="absolute right-2 leading-4"
            style={{ top: top === 0 ? height - 8 : height - (tick / top) * height - 8 }}
          >
            {format(tick)}
          </span>
        </span>
      ))}
    </div>
  );
}

/** Room for a label, in pixels. */
const labelWidth = 90;
/** About; a label that would be cut at the end is left out, its line stays. */
const characterWidth = 6.5;

/** Round times of the zone, each where it is. */
export function TimeAxis({ bars, width }: { bars: readonly Span[]; width: number }) {
  const timeZone = useTimeZone();
  const from = bars[0]?.from;
  const to = bars.at(-1)?.to;
  if (!from || !to) return null;
  const most = Math.max(2, Math.floor(width / labelWidth));
  // Before its width is known the axis is only as high as it will be.
  const ticks = width === 0 ? [] : timeTicks({ from, to }, timeZone, most);
  const scale = width / (to.getTime() - from.getTime());
  return (
    <div aria-hidden className="relative h-5 overflow-hidden text-caption text-muted">
      {ticks.map(({ at, isDay }) => {
        const left = Math.round((at.getTime() - from.getTime()) * scale);
        const text = isDay ? formatDay(at, timeZone, to) : clockOf(at, timeZone);
        return (
          <span
            key={at.getTime()}
            className="absolute h-full border-l border-line pt-1 pl-1 leading-4 whitespace-nowrap tabular-nums"
            style={{ left }}
          >
            {left + (text.length + 1) * characterWidth <= width && text}
          </span>
        );
      })}
    </div>
  );
}
