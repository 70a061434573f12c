/** A request as it is recorded; what is absent is an empty text. */
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
