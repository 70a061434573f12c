import type { ExpectedChange } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatCount, plural } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { formatChange } from '../money.ts';
import type { ShownRevenue } from '../revenue.api.ts';
import { CustomerRows, type CustomerRow } from './customer-rows.tsx';

const toRow = (change: ExpectedChange): CustomerRow => ({
  id: change.subscriptionId,
  organizationId: change.organizationId,
  name: change.organizationName ?? '',
  detail: change.plan,
  when: <RelativeTime at={change.at} />,
});

const allOf = (count: number, shown: number): string =>
  count > shown ? `The soonest ${formatCount(shown)} of ${formatCount(count)}.` : '';

const skeleton = <SkeletonRows rows={4} />;

/** What is about to move MRR: trials that end, and customers who have announced to leave. */
export function ComingChanges({ query }: { query: UseQueryResult<ShownRevenue> }) {
  return (
    <>
      <Panel
        title="Trials that end this week"
        query={query}
        flush
        skeleton={skeleton}
        isEmpty={({ trialsEnding }) => trialsEnding.count === 0}
        empty={<EmptyState kind="filter" title="No trial ends in the next seven days." />}
      >
        {({ trialsEnding: { count, next } }) => (
          <>
            <Summary>
              {plural(count, 'trial')} in the next seven days. {allOf(count, next.length)}
            </Summary>
            <CustomerRows
              caption="Trials that end soonest"
              whenTitle="Ends"
              rows={next.map(toRow)}
            />
          </>
        )}
      </Panel>
      <Panel
        title="Leaving"
        what="who leaves"
        query={query}
        flush
        skeleton={skeleton}
        isEmpty={({ leaving }) => leaving.count === 0}
        empty={<EmptyState kind="good" title="Nobody has announced to leave." />}
      >
        {({ leaving: { count, next, amount }, currency }) => (
          <>
            <Summary>
              {plural(count, 'subscription')} with an announced end:{' '}
              {formatChange(Number(amount), currency)} of MRR. {allOf(count, next.length)}
            </Summary>
            <CustomerRows
              caption="Subscriptions that end soonest"
              whenTitle="Leaves"
              rows={next.map(toRow)}
            />
          </>
        )}
      </Panel>
    </>
  );
}

function Summary({ children }: { children: ReactNode }) {
  return <p className="px-4 pb-1 text-compact text-muted">{children}</p>;
}
