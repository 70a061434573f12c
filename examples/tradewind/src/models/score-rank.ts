/** How many of what was found somebody looks at: the page of companies, the one contact. */
export const lookedAt = { discovery: 5, headhunt: 1 } as const;

/**
 * How right a ranking was when somebody took the result that it had put there: right when it was
 * among those that are looked at, half right among as many more.
 */
export const scoreOfRank = (rank: number, of: keyof typeof lookedAt): number => {
  if (rank <= lookedAt[of]) return 1;
  return rank <= 2 * lookedAt[of] ? 0.5 : 0;
};
