/** 1, 2 or 5 times a power of ten: a fourth of the largest value, or somewhat more. */
const stepFor = (max: number): number => {
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
};

const ticksBy = (step: number, max: number): number[] =>
  Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) =>
    // 3 * 0.1 is a little more than 0.3.
    Number((index * step).toPrecision(12)),
  );

/** Round whole numbers from 0 to at or above the largest value, at most five of them. */
export const countTicks = (max: number): number[] =>
  max <= 0 ? [0] : ticksBy(Math.max(1, stepFor(max)), max);

/** The same of what need not be whole. */
export const valueTicks = (max: number): number[] => (max <= 0 ? [0] : ticksBy(stepFor(max), max));
