import { useMemo, useState } from 'react';
import type { Span } from '../../../lib/time/time-range.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { barPeriod } from '../../prepare/bar-period.ts';
import {
  findMain,
  formatOf,
  summarizeLine,
  toMomentSpans,
  type TimeLine,
} from '../../prepare/time-series.ts';
import { FigureHead } from '../figure-head.tsx';
import { TimeSeriesLegend } from './legend.tsx';
import { TimeSeriesPlot } from './plot.tsx';
import { TimeSeriesTable } from './table.tsx';
import type { ChartMarkers } from './markers.tsx';
import type { Crosshair } from './use-crosshair.ts';

export interface TimeSeriesProps {
  /** What is drawn: "API latency". */
  title: string;
  /** When each moment begins, in order. */
  moments: readonly string[];
  stepSeconds: number;
  /** The period before is drawn dashed. */
  lines: readonly TimeLine[];
  /** The line that the sentence is about; the first of which something is known, unless given. */
  main?: string;
  format: (value: number) => string;
  /** Names the dashed lines: "the 7 days before". */
  previousTitle?: string | undefined;
  /** Of several charts, that point at the same moment. */
  crosshair?: Crosshair | undefined;
  /** A part of the range was chosen, by brush, click or keys. */
  onZoom?: ((span: Span) => void) | undefined;
  height?: number;
  /** What happened at moments of the range, and may have changed the lines. */
  markers?: readonly ChartMarkers[] | undefined;
}

const noMarkers: readonly ChartMarkers[] = [];

/** Lines over time: picture, sentence, legend, cursor and table of the same figures. */
export function TimeSeries(props: TimeSeriesProps) {
  const { title, moments, stepSeconds, lines, format, onZoom, height = 180 } = props;
  const [asTable, setAsTable] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const timeZone = useTimeZone();
  const nowMs = useNow(60_000).getTime();
  const spans = useMemo(
    () => toMomentSpans(moments, stepSeconds, new Date(nowMs)),
    [moments, stepSeconds, nowMs],
  );
  const shown = useMemo(() => lines.filter(({ id }) => !hidden.has(id)), [lines, hidden]);
  const describe = (span: Span): string => barPeriod(span, timeZone);
  const main = findMain(lines, props.main);
  const hasPrevious = lines.some(({ previous }) => previous?.some((value) => value !== null));
  const previousTitle = hasPrevious ? props.previousTitle : undefined;
  const toggle = (id: string): void =>
    setHidden((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <figure>
      <FigureHead asTable={asTable} onAsTable={setAsTable}>
        {main && summarizeLine(main, spans, formatOf(main, format), describe)}
      </FigureHead>
      <TimeSeriesLegend
        lines={lines}
        hidden={hidden}
        onToggle={toggle}
        previousTitle={previousTitle}
      />
      <TimeSeriesPlot
        {...{ title, spans, height, describe, format, previousTitle, onZoom }}
        lines={shown}
        crosshair={props.crosshair}
        markers={props.markers ?? noMarkers}
      />
      {asTable && (
        <TimeSeriesTable
          caption={`${title} over time`}
          lines={shown}
          {...{ spans, describe, format, onZoom }}
        />
      )}
    </figure>
  );
}
