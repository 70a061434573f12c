import { linePath, sparklinePoints } from '../prepare/sparkline.ts';
import { cx } from '../../lib/class-names.ts';

const width = 240;
const height = 32;
const inset = 3;

/** The shape of a figure's past, null where it is not known: decoration beside its number, which says the rest. */
export function Sparkline({
  values,
  className,
}: {
  values: readonly (number | null)[];
  className?: string;
}) {
  if (values.length < 2) return null;
  const points = sparklinePoints(values, width, height, inset);
  const last = points.at(-1);
  // The last value is not finished yet: dashed.
  const beforeLast = points.slice(-2);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={cx('h-8 w-full overflow-visible fill-none stroke-muted', className)}
    >
      <path d={linePath(points.slice(0, -1))} vectorEffect="non-scaling-stroke" strokeWidth="1.5" />
      <path
        d={linePath(beforeLast)}
        vectorEffect="non-scaling-stroke"
        strokeWidth="1.5"
        strokeDasharray="3 3"
      />
      {last && (
        <path
          d={`M${last.x} ${last.y}h0`}
          vectorEffect="non-scaling-stroke"
          strokeWidth="5"
          strokeLinecap="round"
          className="stroke-accent"
        />
      )}
    </svg>
  );
}
