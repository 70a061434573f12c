import { useMemo } from 'react';
import { formatAbsolute } from '../../../lib/time/format-time.ts';
import type { Span } from '../../../lib/time/time-range.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { later } from '../../../ui/later.tsx';
import { valueTicks } from '../../prepare/ticks.ts';
import {
  formatOf,
  highestOf,
  toDrawn,
  toStrokes,
  type MomentSpan,
  type TimeLine,
} from '../../prepare/time-series.ts';
import { TimeAxis, ValueAxis } from '../axes.tsx';
import { LineLabels, TimeSeriesOverlay } from './overlay.tsx';
import { MarkerAxis, MarkerLines, useMarkerRows, type ChartMarkers } from './markers.tsx';
import { TimeSeriesTooltip } from './tooltip.tsx';
import type { Crosshair } from './use-crosshair.ts';
import { useMomentCursor } from './use-moment-cursor.ts';
import { useWidth } from '../use-width.ts';

/** uPlot, for one, does not start where the browser's language is no valid tag (`en-US@posix`). */
const LineCanvas = later(async () => (await import('./line-canvas.tsx')).LineCanvas, NoLines);

function NoLines() {
  return (
    <p className="p-4 text-compact text-muted">
      The lines could not be drawn. The table has the same figures.
    </p>
  );
}

interface TimeSeriesPlotProps {
  title: string;
  spans: readonly MomentSpan[];
  lines: readonly TimeLine[];
  height: number;
  describe: (span: Span) => string;
  format: (value: number) => string;
  previousTitle: string | undefined;
  crosshair: Crosshair | undefined;
  onZoom: ((span: Span) => void) | undefined;
  markers: readonly ChartMarkers[];
}

/** The lines between their axes, and the cursor over them by pointer and keys. */
export function TimeSeriesPlot(props: TimeSeriesPlotProps) {
  const { title, spans, lines, height, describe, format, onZoom, markers } = props;
  const timeZone = useTimeZone();
  const [ref, width] = useWidth<HTMLDivElement>();
  const drawn = useMemo(() => toDrawn(lines), [lines]);
  const strokes = useMemo(() => toStrokes(drawn, spans), [drawn, spans]);
  const ticks = useMemo(() => valueTicks(highestOf(strokes)), [strokes]);
  const top = ticks.at(-1) ?? 0;
  const { cursor, selection, handlers } = useMomentCursor(spans, props.crosshair, onZoom);
  const current = cursor === null ? undefined : spans[cursor];
  const last = Math.max(0, spans.length - 1);
  const markerRows = useMarkerRows(markers, spans, width);
  const describeMoment = (at: Date): string => formatAbsolute(at, timeZone, at);
  const say = (line: TimeLine): string => {
    const value = line.values[cursor ?? last] ?? null;
    return `${line.title} ${value === null ? 'unknown' : formatOf(line, format)(value)}`;
  };
  return (
    <div className="flex">
      <ValueAxis ticks={ticks} height={height} format={format} />
      <div className="relative min-w-0 flex-1">
        <div
          ref={ref}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input could not select
          role="slider"
          tabIndex={0}
          aria-label={`Cursor over ${title}${onZoom ? '; Shift and arrows select, Enter zooms' : ''}`}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={cursor ?? last}
          aria-valuetext={
            current ? `${describe(current)}: ${lines.map(say).join(', ')}` : undefined
          }
          {...handlers}
          style={{ height }}
          className="relative touch-pan-y select-none"
        >
          {width > 0 && <LineCanvas {...{ spans, strokes, ticks, width, height }} />}
          {markerRows.map((row) => (
            <MarkerLines key={row.kind.id} row={row} width={width} />
          ))}
          {width > 0 && (
            <TimeSeriesOverlay
              {...{ spans, top, width, height, cursor, selection }}
              lines={drawn}
            />
          )}
        </div>
        {current && cursor !== null && (
          <TimeSeriesTooltip
            span={current}
            index={cursor}
            lines={lines}
            time={describe(current)}
            previousTitle={props.previousTitle}
            format={format}
            position={(cursor + 0.5) / spans.length}
          />
        )}
        {markerRows.map((row) => (
          <MarkerAxis key={row.kind.id} row={row} describe={describeMoment} />
        ))}
        <TimeAxis bars={spans} width={width} />
      </div>
      <LineLabels lines={drawn} top={top} height={height} />
    </div>
  );
}
