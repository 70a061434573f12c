import { z } from 'zod';
import { CursorParam, TextParam } from '../../lib/url/search-params.ts';

export const PricesView = z.enum(['book', 'unpriced', 'recosting']);
export type PricesView = z.infer<typeof PricesView>;
export const defaultView: PricesView = 'book';

/** `current` is all but what was superseded. */
export const ListedState = z.enum(['in_force', 'upcoming', 'ended', 'superseded']);
export const ListedOrigin = z.enum(['shipped', 'imported', 'operator']);

export const PricesSearch = z.object({
  /** Part of a provider or model. */
  q: TextParam.optional(),
  state: ListedState.optional(),
  origin: ListedOrigin.optional(),
  after: CursorParam.optional(),
  view: PricesView.optional(),
  /** The price that is open. */
  peek: z.uuid().optional(),
});
export type PricesSearch = z.infer<typeof PricesSearch>;

/** The parameters of another view, which has none of this one's. */
export const inView = (view: PricesView): PricesSearch => ({
  view: view === defaultView ? undefined : view,
});
