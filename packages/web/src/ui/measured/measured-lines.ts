import type { TimeLine } from '../../charts/prepare/time-series.ts';

interface Point {
  readonly mean: number | null;
  readonly max: number | null;
}

interface Thresholds {
  readonly warningAt: number | null;
  readonly criticalAt: number | null;
}

/** What a check measured, and its thresholds as level lines. */
export const toMeasuredLines = (
  points: readonly Point[],
  { warningAt, criticalAt }: Thresholds,
): TimeLine[] => {
  const level = (id: string, title: string, colour: number, at: number | null): TimeLine[] =>
    at === null ? [] : [{ id, title, colour, values: points.map(() => at) }];
  const isOneEach = points.every(({ mean, max }) => mean === max);
  const mean = { id: 'mean', title: isOneEach ? 'value' : 'mean', colour: 1 };
  const max = { id: 'max', title: 'highest', colour: 3 };
  return [
    { ...mean, values: points.map((point) => point.mean) },
    ...(isOneEach ? [] : [{ ...max, values: points.map((point) => point.max) }]),
    ...level('warning', 'warning', 4, warningAt),
    ...level('critical', 'critical', 2, criticalAt),
  ];
};

/** Of a range whose ends a check did not see: with the moments there of which nothing is known. */
export const fillEnds = <P extends Point & { readonly at: string }>(
  points: readonly P[],
  { from, to }: { readonly from: string; readonly to: string },
  stepSeconds: number,
): readonly (P | (Point & { readonly at: string }))[] => {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return points;
  const stepMs = stepSeconds * 1_000;
  const unknown = (beginMs: number, count: number) =>
    Array.from({ length: Math.max(0, Math.floor(count)) }, (_, index) => ({
      at: new Date(beginMs + index * stepMs).toISOString(),
      mean: null,
      max: null,
    }));
  const [firstMs, lastMs] = [Date.parse(first.at), Date.parse(last.at)];
  const before = Math.floor((firstMs - Date.parse(from)) / stepMs);
  return [
    ...unknown(firstMs - before * stepMs, before),
    ...points,
    ...unknown(lastMs + stepMs, (Date.parse(to) - lastMs) / stepMs - 1),
  ];
};
