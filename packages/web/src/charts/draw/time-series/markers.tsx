import type { LucideIcon } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { Span } from '../../../lib/time/time-range.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { groupMarkers, placeMarkers, type MarkerGroup } from '../../prepare/markers.ts';

/** Something that happened at a moment: a deploy. */
export interface ChartMarker {
  readonly id: string;
  readonly at: Date;
  /** What is to be known of it, with a link. */
  readonly detail: ReactNode;
  /** Where those of a kind differ: in the place of the kind's icon and of "1 change". */
  readonly own?: { readonly icon: LucideIcon; readonly title: string };
}

/** What happened of one kind. */
export interface ChartMarkers {
  readonly id: string;
  readonly icon: LucideIcon;
  /** "1 deploy", "3 deploys". */
  readonly count: (count: number) => string;
  readonly items: readonly ChartMarker[];
  /** What the picture is about, and not what may have caused it. */
  readonly isSubject?: boolean;
}

/** Those of a kind that lie in the range, each kind in a row of its own below the picture. */
interface MarkerRow {
  readonly kind: ChartMarkers;
  readonly groups: readonly MarkerGroup<ChartMarker>[];
}

/** Of a button, in pixels. */
const side = 24;

/** What lies in the range, those together that are too close for a button each. */
export const useMarkerRows = (
  kinds: readonly ChartMarkers[],
  spans: readonly Span[],
  width: number,
): readonly MarkerRow[] =>
  useMemo(() => {
    const [from, to] = [spans[0]?.from, spans.at(-1)?.to];
    if (!from || !to || width === 0) return [];
    return kinds
      .map((kind) => {
        const placed = placeMarkers(kind.items, { from, to }, width);
        return { kind, groups: groupMarkers(placed, width, side) };
      })
      .filter(({ groups }) => groups.length > 0);
  }, [kinds, spans, width]);

/** A line through the picture above each button. */
export function MarkerLines({ row, width }: { row: MarkerRow; width: number }) {
  return (
    <svg
      aria-hidden
      width={width}
      className="pointer-events-none absolute inset-y-0 left-0 h-full overflow-visible"
    >
      {row.groups.map(({ x }) => (
        <line
          key={x}
          x1={x}
          x2={x}
          y1="0"
          y2="100%"
          className={row.kind.isSubject ? 'stroke-text' : 'stroke-muted'}
          strokeOpacity="0.6"
        />
      ))}
    </svg>
  );
}

interface MarkerAxisProps {
  row: MarkerRow;
  /** "21 Nov, 10:42". */
  describe: (at: Date) => string;
}

/** An icon on the axis below each line, or below several that are close; it says what happened. */
export function MarkerAxis({ row: { kind, groups }, describe }: MarkerAxisProps) {
  return (
    <div className="relative h-6">
      {groups.map(({ left, markers: together }) => {
        const [first] = together;
        const Icon = first?.own?.icon ?? kind.icon;
        const title = (together.length === 1 && first?.own?.title) || kind.count(together.length);
        return (
          <span key={first?.id} className="absolute" style={{ left }}>
            <Popover
              title={title}
              className="max-h-80 w-72 overflow-y-auto"
              trigger={
                <IconButton
                  label={first ? `${title}, ${describe(first.at)}` : title}
                  className="h-6 w-6"
                >
                  <Icon size={14} aria-hidden />
                </IconButton>
              }
            >
              <ul className="flex flex-col gap-3 text-compact">
                {together.map(({ id, detail }) => (
                  <li key={id}>{detail}</li>
                ))}
              </ul>
            </Popover>
          </span>
        );
      })}
    </div>
  );
}
