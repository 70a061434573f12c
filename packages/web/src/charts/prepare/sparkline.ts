export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The points of a line in a box of this size; a constant series lies in the middle. */
export const sparklinePoints = (
  values: readonly number[],
  width: number,
  height: number,
  inset: number,
): Point[] => {
  const min = Math.min(...values);
  const max = Math.max(...values);
  const innerHeight = height - 2 * inset;
  return values.map((value, index) => ({
    x: inset + (values.length === 1 ? 0.5 : index / (values.length - 1)) * (width - 2 * inset),
    y: inset + innerHeight * (max === min ? 0.5 : 1 - (value - min) / (max - min)),
  }));
};

export const linePath = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');

const round = (value: number): number => Math.round(value * 100) / 100;
