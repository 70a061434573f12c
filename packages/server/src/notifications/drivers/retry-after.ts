/** Longer than this nobody is waited for: what is tried then is tried in vain, and says so. */
const longestMs = 15 * 60_000;

/**
 * RFC 9110, 10.2.3: seconds, or a date.
 *
 * @returns milliseconds, or undefined where nothing can be read.
 */
export const readRetryAfter = (
  header: string | string[] | undefined,
  now: Date,
): number | undefined => {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || text === '') return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), longestMs);
};
