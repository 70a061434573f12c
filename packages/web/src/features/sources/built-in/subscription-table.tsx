import { getSubscriptionTable, type SubscriptionTableState } from '@taffrail/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { plural } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { productFailureSentence } from '../../../ui/product-failure-words.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusName } from '../../../ui/status.tsx';

const subscriptionTableQuery = queryOptions({
  // Under that of the sources, so that the page's refresh reaches it.
  queryKey: ['sources', 'subscription-table'],
  queryFn: ({ signal }) => api(getSubscriptionTable, {}, { signal }),
});

/** The product's own table of subscriptions, where the configuration maps one. */
export function SubscriptionTable() {
  const maySee = useCan('revenue.read');
  const { data } = useQuery({ ...subscriptionTableQuery, enabled: maySee });
  if (!data || data.table === null || data.state === 'not_configured') return null;
  const { status, words } = lookOf(data);
  return (
    <div className="border-t border-line pt-2">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">
          Subscriptions in <code className="font-mono">{data.table}</code>
        </span>
        <Status status={status}>{words}</Status>
        {data.readAt !== null && (
          <span className="text-muted">
            Last read <RelativeTime at={data.readAt} />
          </span>
        )}
      </p>
      <Unreadable unreadable={data.unreadable} />
    </div>
  );
}

const lookOf = ({
  state,
  failure,
  message,
}: SubscriptionTableState): { status: StatusName; words: string } => {
  if (state === 'failing' && failure !== null)
    return { status: 'error', words: message ?? productFailureSentence(failure) };
  return state === 'ok'
    ? { status: 'ok', words: 'Read' }
    : { status: 'idle', words: 'Not read yet: the worker reads it each minute' };
};

function Unreadable({ unreadable }: Pick<SubscriptionTableState, 'unreadable'>) {
  const { count, sample } = unreadable;
  if (count === 0) return null;
  return (
    <p className="mt-1">
      <Status status="warning">{plural(count, 'row')} cannot be read</Status>{' '}
      {sample && (
        <span className="break-words">
          Row <code className="font-mono">{sample.id}</code>: {sample.reason}
        </span>
      )}
    </p>
  );
}
