/** A door to the outside that a test can hold. */
export type OutboundFetch = (url: URL, init: RequestInit) => Promise<Response>;

const longestMs = 30_000;

/** Follows no redirect: a key would go along. Gives up after half a minute. */
export const outboundFetch: OutboundFetch = (url, { signal, ...init }) => {
  const signals = [AbortSignal.timeout(longestMs), ...(signal ? [signal] : [])];
  return fetch(url, { redirect: 'error', ...init, signal: AbortSignal.any(signals) });
};
