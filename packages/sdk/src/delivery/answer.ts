/** What an answer of the batch endpoint means for the batch that was sent. */

export interface Rejection {
  /** Number of the line in the batch, from 0. */
  readonly index: number;
  readonly code: string;
  readonly message: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** The `Retry-After` header as it came. */
  readonly retryAfter: string | undefined;
  /** The `Accept-Encoding` header: what the console takes besides gzip. */
  readonly acceptEncoding: string | undefined;
  readonly etag?: string | undefined;
  readonly body: string;
}

export type Verdict =
  | {
      readonly kind: 'taken';
      readonly accepted: number;
      readonly rejected: readonly Rejection[];
      readonly warnings: readonly string[];
      /** Records that the answer says nothing of: 0 from a console that keeps to the contract. */
      readonly unanswered: number;
    }
  | { readonly kind: 'retry'; readonly reason: string; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

const longestQuote = 200;

export function toVerdict(answer: HttpAnswer, records: number, now: number): Verdict {
  const { status } = answer;
  if (status === 200) {
    // Half an answer, or a login page of something in between: nobody said that it is durable.
    return (
      readTaken(answer.body, records) ?? {
        kind: 'retry',
        reason: `200 with an unreadable answer: ${answer.body.slice(0, longestQuote)}`,
        retryAfterMs: undefined,
      }
    );
  }
  if (status === 413) return { kind: 'too_large' };
  if (status === 429 || status >= 500) {
    const retryAfterMs = readRetryAfter(answer.retryAfter, now);
    return { kind: 'retry', reason: `the console answered ${status}`, retryAfterMs };
  }
  return { kind: 'refused', status, message: answer.body.slice(0, longestQuote) };
}

function readTaken(body: string, records: number): Verdict | undefined {
  let answer: { accepted?: unknown; rejected?: unknown; warnings?: unknown } | null;
  try {
    answer = JSON.parse(body) as typeof answer;
  } catch {
    return undefined;
  }
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { accepted, rejected, warnings } = answer;
  if (typeof accepted !== 'number' || !Array.isArray(rejected)) return undefined;
  const rejections = rejected.map(toRejection).filter((rejection) => rejection !== undefined);
  if (rejections.length !== rejected.length) return undefined;
  return {
    kind: 'taken',
    accepted,
    rejected: rejections,
    warnings: Array.isArray(warnings) ? warnings.map(String) : [],
    unanswered: records - accepted - rejections.length,
  };
}

function toRejection(value: unknown): Rejection | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { index, code, message } = value as Record<string, unknown>;
  if (typeof index !== 'number') return undefined;
  return { index, code: String(code), message: String(message) };
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now; never negative. */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const at = /^\d+$/.test(text) ? now + Number(text) * 1_000 : Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
