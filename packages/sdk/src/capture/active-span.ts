/**
 * The OpenTelemetry span that is active, read without a dependency: all copies of its API share these
 * global symbols (`opentelemetry/api`, internal/global-utils and trace/context-utils).
 */
const apiKey = Symbol.for('opentelemetry.js.api.1');
const spanKey = Symbol.for('OpenTelemetry Context Key SPAN');

interface SpanLike {
  spanContext(): { readonly traceId?: unknown; readonly spanId?: unknown };
  /** These two are of a span that is recorded by OpenTelemetry's own SDK. */
  readonly kind?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

interface ApiLike {
  readonly context?:
    | { active(): { getValue(key: symbol): unknown } | null | undefined }
    | undefined;
}

export interface ActiveSpan {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly span: SpanLike;
}

const traceIdForm = /^(?!0{32})[\da-f]{32}$/;
const spanIdForm = /^(?!0{16})[\da-f]{16}$/;

/** Never throws. */
export function activeSpan(): ActiveSpan | undefined {
  try {
    const api = (globalThis as Record<symbol, unknown>)[apiKey] as ApiLike | undefined;
    const span = api?.context?.active()?.getValue(spanKey) as SpanLike | undefined;
    if (span === undefined || span === null) return undefined;
    const { traceId, spanId } = span.spanContext();
    if (typeof traceId !== 'string' || !traceIdForm.test(traceId)) return undefined;
    if (typeof spanId !== 'string' || !spanIdForm.test(spanId)) return undefined;
    return { traceId, spanId, span };
  } catch {
    return undefined;
  }
}

/** `SpanKind.SERVER`. */
const serverKind = 1;

/** That of the request which is being answered: a console that hears of it twice counts it once. */
export function activeServerSpan(): ActiveSpan | undefined {
  const active = activeSpan();
  return active?.span.kind === serverKind ? active : undefined;
}

/** What an agent or a tool does is no call of a model, though its span has GenAI names too. */
const generations: ReadonlySet<unknown> = new Set([
  'chat',
  'text_completion',
  'generate_content',
  'embeddings',
]);

const claimed = new WeakSet<object>();

/**
 * The id of the active span when it is that of the very call of a model, once: this is how a console
 * that hears of the call by OpenTelemetry too counts it once. The span of a request holds many calls
 * and must not stand for one of them, nor that of a call for each of its attempts.
 */
export function claimGenerationSpan({ span, spanId }: ActiveSpan): string | undefined {
  const { attributes } = span;
  if (attributes === undefined || attributes === null) return undefined;
  const operation = attributes['gen_ai.operation.name'];
  const isGeneration =
    operation === undefined
      ? attributes['gen_ai.request.model'] !== undefined
      : generations.has(operation);
  if (!isGeneration || claimed.has(span)) return undefined;
  claimed.add(span);
  return spanId;
}
