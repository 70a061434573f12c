import type { RevenueChange } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { formatChange } from '../money.ts';
import { latestQuery } from '../revenue.api.ts';
import { cancellationWords } from './cancellation-words.ts';
import { CustomerRows, type CustomerRow } from './customer-rows.tsx';

const toRow = (change: RevenueChange, said: readonly (string | null)[]): CustomerRow => ({
  id: `${change.customer} ${change.currency} ${change.at}`,
  organizationId: change.organizationId,
  name: change.customer,
  detail: [change.plan, ...said, change.isReconstructed ? 'reconstructed' : null]
    .filter((part) => part !== null)
    .join(' · '),
  amount: formatChange(Number(change.amount), change.currency),
  when: <RelativeTime at={change.at} />,
});

const skeleton = <SkeletonRows rows={5} />;

/** Who began to pay last, and who stopped. */
export function LatestPanels() {
  const query = useQuery(latestQuery);
  useAskAgain(query);
  return (
    <div className="mb-4 grid grid-cols-1 gap-4 lg:grid-cols-2">
      <div id="started" className="min-w-0 scroll-mt-(--top-bar)">
        <Panel
          title="Newest subscriptions"
          query={query}
          flush
          className="h-full"
          skeleton={skeleton}
          isEmpty={({ started }) => started.length === 0}
          empty={<EmptyState kind="never" title="Nobody has begun to pay yet." />}
        >
          {({ started }) => (
            <CustomerRows
              caption="The five customers who began to pay last"
              amountTitle="MRR"
              whenTitle="Began"
              rows={started.map((change) =>
                toRow(change, [change.kind === 'reactivation' ? 'came back' : null]),
              )}
            />
          )}
        </Panel>
      </div>
      <div id="cancelled" className="min-w-0 scroll-mt-(--top-bar)">
        <Panel
          title="Newest cancellations"
          query={query}
          flush
          className="h-full"
          skeleton={skeleton}
          isEmpty={({ cancelled }) => cancelled.length === 0}
          empty={<EmptyState kind="good" title="Nobody has ever cancelled." />}
        >
          {({ cancelled }) => (
            <CustomerRows
              caption="The five customers who stopped paying last"
              amountTitle="MRR"
              whenTitle="Ended"
              rows={cancelled.map((change) => toRow(change, cancellationWords(change)))}
            />
          )}
        </Panel>
      </div>
    </div>
  );
}
