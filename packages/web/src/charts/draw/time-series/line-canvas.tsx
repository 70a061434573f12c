import { useLayoutEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Span } from '../../../lib/time/time-range.ts';
import type { MomentSpan, Stroke } from '../../prepare/time-series.ts';
import { textOf } from '../series-colours.ts';

export interface LineCanvasProps {
  spans: readonly MomentSpan[];
  strokes: readonly Stroke[];
  ticks: readonly number[];
  width: number;
  height: number;
}

const looks = {
  line: { width: 2, dash: [] },
  unfinished: { width: 2, dash: [3, 3] },
  previous: { width: 1.5, dash: [6, 3] },
} as const satisfies Record<Stroke['look'], { width: number; dash: readonly number[] }>;

/** Where colours are gone, lines differ by their dashes. */
const forcedDashes = [[], [], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]];
const forcedColours = '(forced-colors: active)';

const middleOf = ({ from, to }: Span): number => (from.getTime() + to.getTime()) / 2;

const toOptions = (
  { spans, strokes, ticks, width, height }: LineCanvasProps,
  colourOf: (name: string) => string,
): UPlot.Options => {
  const areForced = matchMedia(forcedColours).matches;
  return {
    width,
    height,
    padding: [0, 0, 0, 0],
    ms: 1,
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: [spans[0]?.from.getTime() ?? 0, spans.at(-1)?.to.getTime() ?? 1] },
      y: { range: [0, ticks.at(-1) || 1] },
    },
    axes: [
      { show: false },
      {
        size: 0,
        gap: 0,
        splits: () => [...ticks],
        values: () => ticks.map(() => ''),
        ticks: { show: false },
        grid: { stroke: () => colourOf('line'), width: 1 },
      },
    ],
    series: [
      {},
      ...strokes.map(({ look, colour, alone }): UPlot.Series => {
        const { width: lineWidth, dash } = looks[look];
        const stroke = (): string => colourOf(look === 'previous' ? 'muted' : String(colour));
        return {
          stroke,
          width: lineWidth,
          dash: look === 'line' && areForced ? (forcedDashes[colour] ?? []) : [...dash],
          spanGaps: false,
          points: { show: alone.length > 0, size: 5, fill: stroke, filter: () => [...alone] },
        };
      }),
    ],
  };
};

/** Draws again when the theme, which the page or the system decides, has changed. */
const watchColours = (redraw: () => void): (() => void) => {
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const queries = ['(prefers-color-scheme: dark)', forcedColours].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', redraw);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', redraw);
  };
};

/** The lines and the grid, nothing else: what is said, pointed at and read stands around them. */
export function LineCanvas(props: LineCanvasProps) {
  const { spans, strokes, ticks, width, height } = props;
  const host = useRef<HTMLDivElement>(null);
  const colours = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!host.current) return undefined;
    // A canvas knows no variables; an element's own colour is what they come to.
    const colourOf = (name: string): string => {
      const sample = colours.current?.querySelector(`[data-colour="${name}"]`);
      return sample ? getComputedStyle(sample).color : '';
    };
    const data: UPlot.AlignedData = [
      spans.map(middleOf),
      ...strokes.map(({ values }) => [...values]),
    ];
    const plot = new UPlot(
      toOptions({ spans, strokes, ticks, width, height }, colourOf),
      data,
      host.current,
    );
    const stop = watchColours(() => plot.redraw(false));
    return () => {
      stop();
      plot.destroy();
    };
  }, [spans, strokes, ticks, width, height]);
  return (
    <>
      <span ref={colours} hidden>
        {textOf.map((name, colour) => (
          <span key={name} data-colour={colour} className={name} />
        ))}
        <span data-colour="muted" className="text-muted" />
        <span data-colour="line" className="text-line forced-colors:text-[GrayText]" />
      </span>
      <div ref={host} aria-hidden />
    </>
  );
}
