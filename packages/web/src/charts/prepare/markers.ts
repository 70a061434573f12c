import type { Span } from '../../lib/time/time-range.ts';

/** Where one button stands for what happened about there. */
export interface MarkerGroup<M> {
  /** Of the line, in pixels from the left. */
  readonly x: number;
  /** Of the button, which never leaves the picture. */
  readonly left: number;
  /** In order of time. */
  readonly markers: readonly M[];
}

/** Pixels from the left of what lies in the span, at the scale of a chart of this width. */
export const placeMarkers = <M extends { readonly at: Date }>(
  markers: readonly M[],
  { from, to }: Span,
  width: number,
): { readonly x: number; readonly marker: M }[] => {
  const scale = width / Math.max(1, to.getTime() - from.getTime());
  return markers
    .filter(({ at }) => at >= from && at <= to)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map((marker) => ({ x: (marker.at.getTime() - from.getTime()) * scale, marker }));
};

/** Those whose buttons of one side's width would lie on each other share one, at the first of them. */
export const groupMarkers = <M>(
  placed: readonly { readonly x: number; readonly marker: M }[],
  width: number,
  side: number,
): MarkerGroup<M>[] => {
  const groups: { x: number; left: number; markers: M[] }[] = [];
  for (const { x, marker } of placed) {
    const left = Math.max(0, Math.min(x - side / 2, width - side));
    const last = groups.at(-1);
    if (last && left - last.left < side) last.markers.push(marker);
    else groups.push({ x, left, markers: [marker] });
  }
  return groups;
};
