import type { NewSpan } from '../../spans/spans.ts';
import type { ProductId } from '../record/product-id.ts';

/** A span that has been checked. It comes by OpenTelemetry only: no line of a batch is one. */
export interface SpanRow {
  readonly kind: 'span';
  readonly span: NewSpan;
  readonly organization: ProductId | null;
  readonly user: ProductId | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}
