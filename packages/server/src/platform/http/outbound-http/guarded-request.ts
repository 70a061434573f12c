import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Reach } from './public-address.ts';

export interface GuardedRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Which addresses it may go to, whatever the name resolves to. */
  readonly reach: Reach;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of it, as text. */
  readonly body: string;
}

/** Of an answer; what is beyond is not read. */
const mostBytes = 64 * 1024;

const readBeginning = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
};

/**
 * Calls an address that somebody named. It follows no redirect: whoever is sent elsewhere is told
 * so. Each call has a connection of its own, so that none was made under other rules.
 *
 * @throws ForbiddenAddressError, what connecting fails with, or a TimeoutError
 */
export const guardedRequest = async (url: URL, wanted: GuardedRequest): Promise<GuardedAnswer> => {
  const { method, headers, body, reach, timeoutMs } = wanted;
  reach.requireHost(url.hostname);
  const signals = [AbortSignal.timeout(timeoutMs), ...(wanted.signal ? [wanted.signal] : [])];
  const signal = AbortSignal.any(signals);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      send(url, {
        method,
        headers: { ...headers, ...length },
        lookup: reach.lookup,
        agent: false,
        signal,
      })
        .on('response', resolve)
        .on('error', reject)
        .end(body);
    });
    const { statusCode = 0 } = answer;
    return { status: statusCode, headers: answer.headers, body: await readBeginning(answer) };
  } catch (error) {
    // Aborted by its own limit it would otherwise look like being stopped.
    throw signal.aborted ? signal.reason : error;
  }
};
