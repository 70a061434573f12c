import { getStripeReading, type StripeObjectKind } from '@taffrail/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { Notice } from '../../../ui/notice.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';

const stripeReadingQuery = queryOptions({
  // Under that of the sources, so that the page's refresh reaches it.
  queryKey: ['sources', 'stripe-reading'],
  queryFn: ({ signal }) => api(getStripeReading, {}, { signal }),
});

const permissions = {
  invoices: 'Invoices',
  subscriptions: 'Subscriptions',
} as const satisfies Record<StripeObjectKind, string>;

/** What the key of `STRIPE_API_KEY` may not read: history and refreshed objects wait for it. */
export function StripeRefused() {
  const { data } = useQuery(stripeReadingQuery);
  return data?.refused.map(({ what, at, message }) => (
    <Notice key={what} status="error" className="mb-3">
      <p>
        Stripe refuses to tell of {what}: give the key of <code>STRIPE_API_KEY</code> the permission
        to read {permissions[what]}. Asked last <RelativeTime at={at} />.
      </p>
      <p className="mt-1 text-compact break-words text-muted">{message}</p>
    </Notice>
  ));
}
