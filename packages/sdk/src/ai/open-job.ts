import { activeSpan, claimGenerationSpan } from '../capture/active-span.ts';
import { toText } from '../capture/activity.ts';
import { metadataText } from '../capture/metadata.ts';
import type { Session } from '../capture/session.ts';
import { timestamp } from '../record/record-line.ts';
import {
  cutText,
  isShare,
  requiredText,
  toMilliseconds,
  tryTo,
  type Telling,
} from '../record/telling.ts';
import { errorTypeOf } from '../report/describe-error.ts';
import type { AiAbout, AiCall, AiJob } from './ai-call.ts';
import { readResult } from './read-result.ts';
import { countUsage, type Usage } from './usage.ts';

/** The console's limits, in characters; a day. */
const longest = { provider: 100, model: 200, operation: 50, route: 300, version: 200 } as const;
const longestMs = 86_400_000;

function toSession(session: AiAbout['session']): Session | undefined {
  try {
    return (typeof session === 'function' ? session() : session) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A call of a model from its beginning to its end, of which one record is told. Nothing throws. */
export class OpenJob {
  readonly #telling: Telling;
  readonly #call: AiCall;
  readonly #at: number;
  readonly #startedAt: number;
  readonly #span: { readonly traceId: string; readonly spanId: string | undefined } | undefined;
  readonly #session: Session | undefined;
  readonly #attributes: string | undefined;
  #usage: Usage | undefined;
  #model: string | undefined;
  #firstTokenMs: number | undefined;
  #accuracy: number | undefined;
  #hasInner = false;
  #isEnded = false;
  /** What the host is given; its functions need no `this`. */
  readonly handle: AiJob;

  constructor(call: AiCall, telling: Telling) {
    const { ports } = telling;
    this.#telling = telling;
    this.#at = ports.now();
    this.#startedAt = ports.monotonic();
    // Copied: what the host changes later does not show.
    this.#call = { ...call };
    this.#session = toSession(this.#call.session);
    const span = activeSpan();
    this.#span = span && { traceId: span.traceId, spanId: claimGenerationSpan(span) };
    const { attributes } = this.#call;
    this.#attributes =
      attributes === undefined || attributes === null
        ? undefined
        : metadataText(attributes, telling.onReplaced);
    this.handle = {
      id: telling.makeId(this.#at),
      usage: (usage) => tryTo(() => this.used(usage)),
      firstToken: () => this.sawToken(),
      accuracy: (value) => {
        if (isShare(value)) this.#accuracy = value;
      },
    };
  }

  /** A call within this one is recorded by itself: the innermost counts. */
  yieldToInner(): void {
    this.#hasInner = true;
  }

  used(usage: Usage | undefined): void {
    if (typeof usage === 'object' && usage !== null) this.#usage = { ...usage };
  }

  answeredBy(model: string | undefined): void {
    this.#model = model ?? this.#model;
  }

  sawToken(): void {
    this.#firstTokenMs ??= this.#telling.ports.monotonic() - this.#startedAt;
  }

  /** With the result, if that is to be read. */
  succeed(result?: unknown): void {
    if (this.#isEnded) return;
    let failure: string | undefined;
    try {
      const { usage, model, failure: told } = readResult(result);
      this.#usage ??= usage;
      this.answeredBy(model);
      failure = told;
    } catch {
      // A result that throws when it is looked at is the host's.
    }
    if (failure === undefined) this.#end('succeeded');
    else this.#end('failed', failure);
  }

  fail(error: unknown): void {
    this.#end('failed', errorTypeOf(error));
  }

  /** The provider's own word for what went wrong. */
  failAs(errorType: string): void {
    this.#end('failed', errorType);
  }

  #end(status: 'succeeded' | 'failed', errorType?: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    if (this.#hasInner) return;
    const latencyMs = this.#telling.ports.monotonic() - this.#startedAt;
    this.#telling.tell(() => this.#line(status, errorType, latencyMs));
  }

  #line(status: string, errorType: string | undefined, latencyMs: number): string {
    const call = this.#call;
    const firstTokenMs = this.#firstTokenMs;
    const line = JSON.stringify({
      kind: 'ai_job',
      id: this.handle.id,
      createdAt: timestamp(this.#at),
      organizationId: toText(this.#session?.organizationId),
      userId: toText(this.#session?.userId),
      sessionId: toText(this.#session?.sessionId),
      ...this.#trace(),
      provider: requiredText(call.provider, 'provider', longest.provider),
      model:
        this.#model?.slice(0, longest.model) ?? requiredText(call.model, 'model', longest.model),
      operation: cutText(call.operation, longest.operation),
      route: cutText(call.route, longest.route),
      ...countUsage(this.#usage ?? {}),
      latencyMs: toMilliseconds(latencyMs, longestMs),
      timeToFirstTokenMs:
        firstTokenMs === undefined ? undefined : toMilliseconds(firstTokenMs, longestMs),
      status,
      errorType,
      accuracy: this.#accuracy,
      promptVersion: cutText(call.promptVersion, longest.version),
    });
    const attributes = this.#attributes;
    return attributes === undefined ? line : `${line.slice(0, -1)},"attributes":${attributes}}`;
  }

  /** The session's own trace goes first; a span belongs to its trace. */
  #trace(): { traceId: string | undefined; spanId: string | undefined } {
    const traceId = toText(this.#session?.traceId) ?? this.#span?.traceId;
    const spanId = traceId === this.#span?.traceId ? this.#span?.spanId : undefined;
    return { traceId, spanId };
  }
}

/** Whatever the call is made of: one that cannot be read is counted as dropped when it ends. */
export function openJob(call: AiCall, telling: Telling): OpenJob {
  try {
    return new OpenJob(call, telling);
  } catch {
    return new OpenJob({ provider: '', model: '' }, telling);
  }
}
