export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The points of a line in a box of this size, gaps at null; a constant series lies in the middle. */
export const sparklinePoints = (
  values: readonly (number | null)[],
  width: number,
  height: number,
  inset: number,
): (Point | null)[] => {
  const known = values.filter((value) => value !== null);
  const min = Math.min(...known);
  const max = Math.max(...known);
  const innerHeight = height - 2 * inset;
  return values.map((value, index) =>
    value === null
      ? null
      : {
          x:
            inset + (values.length === 1 ? 0.5 : index / (values.length - 1)) * (width - 2 * inset),
          y: inset + innerHeight * (max === min ? 0.5 : 1 - (value - min) / (max - min)),
        },
  );
};

/** From point to point, anew after a gap. */
export const linePath = (points: readonly (Point | null)[]): string =>
  points
    .map((point, index) =>
      point ? `${points[index - 1] ? 'L' : 'M'}${round(point.x)} ${round(point.y)}` : '',
    )
    .join('');

const round = (value: number): number => Math.round(value * 100) / 100;
