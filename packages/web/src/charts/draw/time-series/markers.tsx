import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Span } from '../../../lib/time/time-range.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { groupMarkers, placeMarkers } from '../../prepare/markers.ts';

/** Something that happened at a moment: a deploy. */
export interface ChartMarker {
  readonly id: string;
  readonly at: Date;
  /** What is to be known of it, with a link. */
  readonly detail: ReactNode;
}

/** What happened of one kind. */
export interface ChartMarkers {
  readonly icon: LucideIcon;
  /** "1 deploy", "3 deploys". */
  readonly count: (count: number) => string;
  readonly items: readonly ChartMarker[];
}

interface MarkersProps {
  markers: ChartMarkers;
  span: Span;
  width: number;
}

/** Of a button, in pixels. */
const side = 24;

/** A line through the picture above each button. */
export function MarkerLines({ markers, span, width }: MarkersProps) {
  return (
    <svg
      aria-hidden
      width={width}
      className="pointer-events-none absolute inset-y-0 left-0 h-full overflow-visible"
    >
      {groupMarkers(placeMarkers(markers.items, span, width), side).map(
        ({ x, markers: [first] }) => (
          <line
            key={first?.id}
            x1={x}
            x2={x}
            y1="0"
            y2="100%"
            className="stroke-muted"
            strokeOpacity="0.6"
          />
        ),
      )}
    </svg>
  );
}

interface MarkerAxisProps extends MarkersProps {
  /** "21 Nov, 10:42". */
  describe: (at: Date) => string;
}

/** An icon on the axis below each line, or below several that are close; it says what happened. */
export function MarkerAxis({ markers, span, width, describe }: MarkerAxisProps) {
  const { icon: Icon, count, items } = markers;
  const groups = groupMarkers(placeMarkers(items, span, width), side);
  if (groups.length === 0) return null;
  return (
    <div className="relative h-6">
      {groups.map(({ x, markers: together }) => {
        const [first] = together;
        const title = count(together.length);
        return (
          <span
            key={first?.id}
            className="absolute"
            style={{ left: Math.max(0, Math.min(x - side / 2, width - side)) }}
          >
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
