import type { Span } from '../../lib/time/time-range.ts';

/** Where one button stands for what happened about there. */
export interface MarkerGroup<M> {
  /** Pixels from the left. */
  readonly x: number;
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

/** Those that are closer than a button is wide share one, at the first of them. */
export const groupMarkers = <M>(
  placed: readonly { readonly x: number; readonly marker: M }[],
  gap: number,
): MarkerGroup<M>[] => {
  const groups: { x: number; markers: M[] }[] = [];
  for (const { x, marker } of placed) {
    const last = groups.at(-1);
    if (last && x - last.x < gap) last.markers.push(marker);
    else groups.push({ x, markers: [marker] });
  }
  return groups;
};
