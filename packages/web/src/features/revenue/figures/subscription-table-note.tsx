import { useQuery } from '@tanstack/react-query';
import { plural } from '../../../lib/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { productFailureWords } from '../../../ui/product-failure-words.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { subscriptionTableQuery } from '../revenue.api.ts';

/** What is wrong with the product's own table of subscriptions, where one is mapped. */
export function SubscriptionTableNote() {
  const { data } = useQuery(subscriptionTableQuery);
  if (data?.state === 'failing')
    return (
      <Notice status="warning" live="off" className="mb-2">
        The product’s table of subscriptions could not be read
        {data.failure && `: ${productFailureWords[data.failure]}`}
        {data.message && ` (${data.message})`}.{' '}
        {data.readAt ? (
          <>
            It was read last <RelativeTime at={data.readAt} />.
          </>
        ) : (
          'It has never been read.'
        )}
      </Notice>
    );
  if (!data || data.unreadable.count === 0) return null;
  const { count, sample } = data.unreadable;
  return (
    <Notice status="warning" live="off" className="mb-2">
      {plural(count, 'row')} of the product’s table of subscriptions cannot be counted
      {sample && `, ${sample.id} for one: ${sample.reason}`}.
    </Notice>
  );
}
