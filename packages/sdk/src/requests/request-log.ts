import type { ActiveSpan } from '../capture/active-span.ts';
import type { CancelTimer, Ports } from '../host/ports.ts';
import { RequestBlock } from './request-block.ts';
import { unmatched, type RequestOptions } from './request-options.ts';
import { Sampler } from './sampler.ts';
import type { TakenRequest } from './taken-request.ts';

/** What is the same for all middleware of a client. */
export interface RequestLogParts {
  readonly ports: Ports;
  /** Requests in a block, and so in a batch. */
  readonly blockRequests: number;
  readonly flushIntervalMs: number;
  /** What is sent now would only wait. */
  readonly isBehind: () => boolean;
  /** False when there is no room; a block that is taken is to be given back with `recycle`. */
  readonly send: (block: RequestBlock) => boolean;
  /** Told of each request after `end`. */
  readonly onLate: () => void;
  /** For what can never become a record. */
  readonly onFailure: (error: unknown) => void;
}

/** What tells the trace of a request. */
export interface RequestTrace {
  /** The header as it came. */
  readonly traceparent: unknown;
  /** The request's own span, of when it began. */
  readonly span: ActiveSpan | undefined;
}

/** Records requests of one middleware. Nothing of it throws. */
export interface RecordRequest<Request> {
  (
    request: Request,
    endpoint: string | undefined,
    method: string | undefined,
    statusCode: number,
    startedAt: number,
    trace: RequestTrace,
  ): void;
}

const keptBlocks = 2;
const longestText = 200;

function toText(value: unknown): string {
  if (typeof value === 'string') return value.length <= longestText ? value : '';
  return typeof value === 'number' ? String(value) : '';
}

/** The host's own function; when it fails, its request is recorded all the same. */
function ask<Request, Answer>(
  question: (request: Request) => Answer,
  request: Request,
): Answer | undefined {
  try {
    return question(request);
  } catch {
    return undefined;
  }
}

/** Collects the requests of a client into blocks, and hands those over by size and time. */
export class RequestLog {
  readonly #parts: RequestLogParts;
  readonly #samplers: Sampler[] = [];
  readonly #free: RequestBlock[] = [];
  #open: RequestBlock | undefined;
  #cancelTimer: CancelTimer | undefined;
  #isEnded = false;

  constructor(parts: RequestLogParts) {
    this.#parts = parts;
  }

  /** Requests that no block sent holds yet. */
  get waiting(): number {
    return this.#open?.length ?? 0;
  }

  /** Sends what waits. */
  flush(): void {
    for (const sampler of this.#samplers) sampler.flush();
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const block = this.#open;
    this.#open = undefined;
    if (block !== undefined && block.length > 0) this.#send(block);
  }

  /** Sends what waits, and takes nothing from now on. */
  end(): void {
    this.flush();
    this.#isEnded = true;
  }

  /** A block that is sealed, or dropped. */
  recycle(block: RequestBlock): void {
    block.clear();
    if (this.#free.length < keptBlocks) this.#free.push(block);
  }

  /** For one middleware. */
  recorder<Request>(options: RequestOptions<Request> | undefined): RecordRequest<Request> {
    const { session, route, sample = 1 } = options ?? {};
    const sampler = sample > 0 && sample < 1 ? this.#makeSampler(sample) : undefined;
    const { ports, onFailure, onLate } = this.#parts;
    const { now, monotonic } = ports;

    return (request, endpoint, method, statusCode, startedAt, { traceparent, span }) => {
      if (this.#isEnded) return onLate();
      try {
        const responseTimeMs = monotonic() - startedAt;
        if (this.#cancelTimer === undefined) this.#startTimer();
        const who = session === undefined ? undefined : ask(session, request);
        const traceId = toText(who?.traceId) || (span?.traceId ?? '');
        const taken: TakenRequest = {
          at: now(),
          endpoint:
            (route === undefined ? undefined : ask(route, request)) ?? endpoint ?? unmatched,
          method: method ?? '',
          statusCode,
          responseTimeMs,
          organizationId: toText(who?.organizationId),
          userId: toText(who?.userId),
          traceparent: toText(traceparent),
          traceId,
          spanId: span?.traceId === traceId ? span.spanId : '',
          count: 1,
        };
        if (sampler === undefined) this.#add(taken);
        else sampler.add(taken);
      } catch (error) {
        onFailure(error);
      }
    };
  }

  #makeSampler(share: number): Sampler {
    const sampler = new Sampler(share, (request) => this.#add(request));
    this.#samplers.push(sampler);
    return sampler;
  }

  #add(request: TakenRequest): void {
    this.#open ??= this.#free.pop() ?? new RequestBlock(this.#parts.blockRequests);
    this.#open.add(request);
    if (!this.#open.isFull) return;
    const block = this.#open;
    this.#open = undefined;
    this.#send(block);
  }

  #send(block: RequestBlock): void {
    if (!this.#parts.send(block)) this.recycle(block);
  }

  #startTimer(): void {
    this.#cancelTimer = this.#parts.ports.setTimer(() => {
      this.#cancelTimer = undefined;
      if (this.#parts.isBehind()) this.#startTimer();
      else this.flush();
    }, this.#parts.flushIntervalMs);
  }
}
