/** Spans by their ids, and what they lie in. */
export interface SpanPlace {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
}

const keyOf = (traceId: string, spanId: string): string => `${traceId} ${spanId}`;

/** Deeper than calls are nested; a circle of parents ends, too. */
const mostLevels = 64;

/**
 * Which spans of a request lie around which. Others of the same trace may come by other requests:
 * the database settles those; what is known here spares it the work.
 */
export class SpanTree {
  readonly #parents = new Map<string, string>();

  /** Answers false for one that is there already. */
  add({ traceId, spanId, parentSpanId }: SpanPlace): boolean {
    const key = keyOf(traceId, spanId);
    if (this.#parents.has(key)) return false;
    this.#parents.set(key, parentSpanId === null ? '' : keyOf(traceId, parentSpanId));
    return true;
  }

  /** Without those that lie around another one. */
  innermost<Place extends SpanPlace>(places: readonly Place[]): Place[] {
    const around = new Set<string>();
    for (const { traceId, spanId } of places) {
      const own = keyOf(traceId, spanId);
      let key = this.#parents.get(own) ?? '';
      for (let level = 0; key !== '' && key !== own && level < mostLevels; level += 1) {
        around.add(key);
        key = this.#parents.get(key) ?? '';
      }
    }
    return places.filter(({ traceId, spanId }) => !around.has(keyOf(traceId, spanId)));
  }
}
