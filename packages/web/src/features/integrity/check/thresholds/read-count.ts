const mostRows = 1_000_000_000;

/** What somebody typed as a number of rows: `1,000` too. Null of anything else. */
export const readCount = (typed: unknown): number | null => {
  const text = String(typed).replaceAll(/[\s,]/g, '');
  const count = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return count <= mostRows ? count : null;
};
