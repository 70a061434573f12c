import { isIP } from 'node:net';

/** A web `Request`, a Node `IncomingMessage`, or whatever a framework builds on either. */
export interface RequestLike {
  readonly headers:
    | { get(name: string): string | null }
    | Readonly<Record<string, string | string[] | undefined>>;
  readonly socket?: { readonly remoteAddress?: string | undefined } | null | undefined;
}

export interface RequestContext {
  readonly ipAddress: string | undefined;
  readonly userAgent: string | undefined;
  /** From W3C `traceparent`. */
  readonly traceId: string | undefined;
  /** From posthog-js (`x-posthog-session-id`). */
  readonly sessionId: string | undefined;
}

const userAgentLength = 1_000;
const sessionIdLength = 200;

/**
 * What a request says about who acts. Never throws; what is absent or unusable is undefined.
 * `trustedHops` is the number of proxies in front of the host. At 0 only the connection itself is
 * believed; a web `Request` has none, so its address is unknown then.
 */
export function readRequest(request: RequestLike, trustedHops: number): RequestContext | undefined {
  try {
    const { headers } = request;
    const forwarded = trustedHops > 0 ? forwardedAddress(headers, trustedHops) : undefined;
    return {
      ipAddress: forwarded ?? peerAddress(request.socket?.remoteAddress),
      userAgent: header(headers, 'user-agent')?.slice(0, userAgentLength),
      traceId: traceIdOf(header(headers, 'traceparent')),
      sessionId: header(headers, 'x-posthog-session-id')?.slice(0, sessionIdLength),
    };
  } catch {
    return undefined;
  }
}

function header(headers: RequestLike['headers'], name: string): string | undefined {
  const value =
    typeof headers.get === 'function'
      ? headers.get(name)
      : (headers as Record<string, unknown>)[name];
  if (typeof value === 'string') return value === '' ? undefined : value;
  return Array.isArray(value) ? value.join(', ') : undefined;
}

/** `00-<32 hex>-<16 hex>-<2 hex>`; later versions may append fields (W3C Trace Context, 2.2 and 3.2). */
const traceparent =
  /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-|$)/;

export function traceIdOf(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : traceparent.exec(value)?.[1];
}

/**
 * Every proxy appends whom it saw, so the client is the n-th entry from the right with n proxies;
 * what stands further left the client may have written itself. With fewer entries the leftmost
 * is the farthest that is known.
 */
function forwardedAddress(headers: RequestLike['headers'], hops: number): string | undefined {
  const list = header(headers, 'x-forwarded-for');
  if (list !== undefined) return addressOf(entryFromRight(list, hops));
  const real = header(headers, 'x-real-ip');
  if (real !== undefined) return addressOf(real);
  const standard = header(headers, 'forwarded');
  if (standard === undefined) return undefined;
  return addressOf(
    /(?:^|;)\s*for=("[^"]*"|[^;]*)/i.exec(entryFromRight(standard, hops))?.[1] ?? '',
  );
}

function entryFromRight(list: string, hops: number): string {
  const entries = list.split(',');
  return entries[Math.max(0, entries.length - hops)] ?? '';
}

/** Undefined for `unknown`, RFC 7239's hidden names and anything else that is no address. */
function addressOf(entry: string): string | undefined {
  let text = entry.trim().replace(/^"(.*)"$/, '$1');
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  if (bracketed !== undefined) text = bracketed;
  else if (/^[\d.]+:\d+$/.test(text)) text = text.slice(0, text.indexOf(':'));
  const address = peerAddress(text);
  return address !== undefined && isIP(address) !== 0 ? address : undefined;
}

/** A dual-stack socket writes IPv4 as `::ffff:192.0.2.1`; a zone (`%eth0`) means nothing elsewhere. */
function peerAddress(address: string | undefined): string | undefined {
  if (address === undefined || address === '') return undefined;
  const bare = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
  const zone = bare.indexOf('%');
  return zone === -1 ? bare : bare.slice(0, zone);
}
