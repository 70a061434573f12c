import type { IncomingHttpHeaders } from 'node:http';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a page of another origin sent this in somebody's browser. Browsers say so themselves:
 * `Sec-Fetch-Site` on https and localhost, `Origin` with every unsafe request everywhere. A request
 * with neither comes from no browser, so there is no one whose cookie it could borrow.
 * https://web.dev/articles/fetch-metadata
 */
export const isCrossOrigin = (
  request: { method: string; headers: IncomingHttpHeaders; host: string },
  publicUrl: string,
): boolean => {
  if (safeMethods.has(request.method)) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  if (origin === undefined) return false;
  return origin !== publicUrl && URL.parse(origin)?.host !== request.host;
};
