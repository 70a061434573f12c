import { isQuickRange, quickRanges } from '../../../lib/time/time-range.ts';

/** `in the 30 days before`. */
export const wordsBefore = (range: string): string => {
  const [, length] = (isQuickRange(range) && /^Last (.+)$/.exec(quickRanges[range].title)) || [];
  return `in the ${length ?? 'period'} before`;
};
