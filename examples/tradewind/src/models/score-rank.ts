/**
 * How right a ranking was when somebody took the result that it had put there: people look at the
 * first five, and at ten in all.
 */
export const scoreOfRank = (rank: number): number => {
  if (rank <= 5) return 1;
  return rank <= 10 ? 0.5 : 0;
};
