/** A request as its block takes it; what is absent is an empty text. */
export interface TakenRequest {
  /** When the response was done; milliseconds since the Unix epoch. */
  readonly at: number;
  readonly endpoint: string;
  readonly method: string;
  readonly statusCode: number;
  readonly responseTimeMs: number;
  readonly organizationId: string;
  readonly userId: string;
  /** The header as it came: read when the line is written. */
  readonly traceparent: string;
  /** A trace id of the session's; goes before the header. */
  readonly traceId: string;
  /** Of the request's own span in that trace, where OpenTelemetry made one. */
  readonly spanId: string;
  /** How many requests it stands for. */
  readonly count: number;
}

/**
 * Requests that wait, by column: taking one writes into memory that is there already, so that no
 * object outlives the request that made it. Full, a block is a batch.
 */
export class RequestBlock {
  readonly #capacity: number;
  readonly #at: Float64Array;
  readonly #responseTimeMs: Float64Array;
  readonly #statusCode: Uint16Array;
  readonly #count: Uint32Array;
  readonly #endpoint: string[] = [];
  readonly #method: string[] = [];
  readonly #organizationId: string[] = [];
  readonly #userId: string[] = [];
  readonly #traceparent: string[] = [];
  readonly #traceId: string[] = [];
  readonly #spanId: string[] = [];
  #length = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#at = new Float64Array(capacity);
    this.#responseTimeMs = new Float64Array(capacity);
    this.#statusCode = new Uint16Array(capacity);
    this.#count = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === this.#capacity;
  }

  /** For the next requests; what it held is overwritten one by one. */
  clear(): void {
    this.#length = 0;
  }

  add(request: TakenRequest): void {
    const index = this.#length;
    this.#length = index + 1;
    this.#at[index] = request.at;
    this.#endpoint[index] = request.endpoint;
    this.#method[index] = request.method;
    this.#statusCode[index] = request.statusCode;
    this.#responseTimeMs[index] = request.responseTimeMs;
    this.#organizationId[index] = request.organizationId;
    this.#userId[index] = request.userId;
    this.#traceparent[index] = request.traceparent;
    this.#traceId[index] = request.traceId;
    this.#spanId[index] = request.spanId;
    this.#count[index] = request.count;
  }

  read(index: number): TakenRequest {
    return {
      at: this.#at[index] ?? 0,
      endpoint: this.#endpoint[index] ?? '',
      method: this.#method[index] ?? '',
      statusCode: this.#statusCode[index] ?? 0,
      responseTimeMs: this.#responseTimeMs[index] ?? 0,
      organizationId: this.#organizationId[index] ?? '',
      userId: this.#userId[index] ?? '',
      traceparent: this.#traceparent[index] ?? '',
      traceId: this.#traceId[index] ?? '',
      spanId: this.#spanId[index] ?? '',
      count: this.#count[index] ?? 1,
    };
  }
}
