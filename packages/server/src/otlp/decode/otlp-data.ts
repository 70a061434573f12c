/** What OTLP says, whichever encoding it came in: texts are storable, lists and maps are bounded. */

/** As JSON has it; integers beyond what a double holds exactly are decimal text, bytes are base64. */
export type AttributeValue =
  | null
  | boolean
  | number
  | string
  | readonly AttributeValue[]
  | { readonly [name: string]: AttributeValue };

export type Attributes = ReadonlyMap<string, AttributeValue>;

/** Where spans and log records are from. */
export interface Origin {
  /** Of the process. */
  readonly resource: Attributes;
  /** The name of the library that made them; empty when it was not told. */
  readonly scope: string;
}

export interface OtlpEvent {
  readonly name: string;
  /** Nanoseconds since 1970. */
  readonly atNs: bigint;
  readonly attributes: Attributes;
}

export interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

export interface OtlpSpan {
  /** Hexadecimal in lower case, of whatever length was sent. */
  readonly traceId: string;
  readonly spanId: string;
  /** Empty of a root. */
  readonly parentSpanId: string;
  readonly name: string;
  /** A number of the enum `SpanKind`. */
  readonly kind: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Attributes;
  readonly events: readonly OtlpEvent[];
  readonly links: readonly OtlpLink[];
  /** A number of the enum `StatusCode`. */
  readonly statusCode: number;
  readonly statusMessage: string;
  /** Attributes, events and links that the sender or the decoder left out. */
  readonly dropped: number;
}

export interface OtlpLogRecord {
  readonly traceId: string;
  readonly spanId: string;
  /** 0 when it was not told. */
  readonly atNs: bigint;
  readonly observedNs: bigint;
  /** 0 when it was not told, else 1 to 24. */
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: AttributeValue;
  readonly eventName: string;
  readonly attributes: Attributes;
}

/** Takes what is decoded, one by one: of a large body never all is there at once. */
export type TakeSpan = (span: OtlpSpan, origin: Origin) => void;
export type TakeLogRecord = (record: OtlpLogRecord, origin: Origin) => void;
