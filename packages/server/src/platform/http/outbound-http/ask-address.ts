import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Reach } from './public-address.ts';

/** What an address answered, after its redirects. */
export interface HttpAnswer {
  readonly status: number;
  readonly url: string;
  /** Those that led there, in order. */
  readonly redirects: readonly string[];
  /** The beginning; undefined where nobody asked for it. */
  readonly body: string | undefined;
  readonly bodyIsCut: boolean;
  readonly contentType: string | undefined;
  readonly remoteAddress: string | undefined;
  /** Of the last connection, if it was encrypted. */
  readonly certificateEndsAt: Date | undefined;
}

/** It led on and on, or to somewhere that is no web address. */
export class RedirectError extends Error {
  override readonly name = 'RedirectError';
}

const mostRedirects = 5;
const bodyBytes = 256 * 1024;
const redirecting: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface AskedAddress {
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  readonly followsRedirects: boolean;
  readonly wantsBody: boolean;
  /** Which addresses it may go to, redirected or not. */
  readonly reach: Reach;
  /** Of all of it together. */
  readonly signal: AbortSignal;
}

/** The answer up to its headers. Every connection is a new one, so that each is judged and timed. */
const ask = (url: URL, { method, reach, signal }: AskedAddress): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    reach.requireHost(url.hostname);
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    request(url, {
      method,
      agent: false,
      lookup: reach.lookup,
      signal,
      maxHeaderSize: 16_384,
      headers: {
        'user-agent': 'Taffrail',
        accept: '*/*',
        // What is unpacked could be endless.
        'accept-encoding': 'identity',
      },
    })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });

/** As much as is kept; the rest is never received. */
const readBody = async (answer: IncomingMessage): Promise<{ text: string; isCut: boolean }> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > bodyBytes) break;
  }
  const body = Buffer.concat(chunks);
  return { text: body.subarray(0, bodyBytes).toString('utf8'), isCut: size > bodyBytes };
};

const certificateEnd = ({ socket }: IncomingMessage): Date | undefined => {
  if (!(socket instanceof TLSSocket)) return undefined;
  const end = new Date(socket.getPeerCertificate().valid_to);
  return Number.isNaN(end.getTime()) ? undefined : end;
};

const nextUrl = (from: URL, location: string): URL => {
  const to = URL.parse(location, from.href);
  if (to === null || (to.protocol !== 'http:' && to.protocol !== 'https:'))
    throw new RedirectError('It redirects to what is no web address.');
  // Credentials in a redirect would be sent, and shown.
  to.username = '';
  to.password = '';
  return to;
};

/**
 * Asks an address, and those it redirects to, each of which must be one that may be called.
 *
 * @throws ForbiddenAddressError, RedirectError, and what the connection throws
 */
export const askAddress = async (asked: AskedAddress): Promise<HttpAnswer> => {
  const redirects: string[] = [];
  for (let at = new URL(asked.url); ;) {
    const answer = await ask(at, asked);
    const { statusCode: status = 0, headers } = answer;
    const { remoteAddress } = answer.socket;
    const certificateEndsAt = certificateEnd(answer);
    if (asked.followsRedirects && redirecting.has(status) && headers.location !== undefined) {
      answer.destroy();
      if (redirects.length === mostRedirects)
        throw new RedirectError(`It redirects more than ${mostRedirects} times.`);
      at = nextUrl(at, headers.location);
      redirects.push(at.href.slice(0, 500));
      continue;
    }
    try {
      const body = asked.wantsBody ? await readBody(answer) : undefined;
      return {
        status,
        url: at.href,
        redirects,
        body: body?.text,
        bodyIsCut: body?.isCut ?? false,
        contentType: headers['content-type']?.slice(0, 200),
        remoteAddress,
        certificateEndsAt,
      };
    } finally {
      answer.destroy();
    }
  }
};
