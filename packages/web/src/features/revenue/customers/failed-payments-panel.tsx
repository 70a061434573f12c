import type { FailedPayment, FailedPayments } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { plural } from '../../../lib/format.ts';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { formatExactMoney } from '../money.ts';
import { failedPaymentsQuery } from '../revenue.api.ts';
import { CustomerRows, type CustomerRow } from './customer-rows.tsx';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const toRow = (payment: FailedPayment, index: number): CustomerRow => ({
  id: `${payment.number ?? ''} ${index}`,
  organizationId: payment.organizationId,
  name: payment.customer,
  detail: (
    <>
      <InvoiceLink payment={payment} /> · {plural(payment.attempts, 'attempt')}
    </>
  ),
  amount: formatExactMoney(Number(payment.amount), payment.currency),
  when: payment.nextAttemptAt === null ? 'no retry' : <RelativeTime at={payment.nextAttemptAt} />,
});

function InvoiceLink({ payment: { number, url } }: { payment: FailedPayment }) {
  const name = number ?? 'Invoice';
  if (url === null) return name;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="text-accent hover:underline">
      {name}
    </a>
  );
}

const summarize = ({ totals }: FailedPayments): string => {
  const count = totals.reduce((sum, { invoices }) => sum + invoices, 0);
  const amounts = totals.map(({ currency, amount }) => formatExactMoney(Number(amount), currency));
  return `${plural(count, 'open invoice')} that could not be collected: ${list.format(amounts)}.`;
};

/** Money that is due and could not be collected, with when it is tried again. */
export function FailedPaymentsPanel() {
  const query = useQuery(failedPaymentsQuery);
  useAskAgain(query);
  return (
    <Panel
      title="Failed payments"
      query={query}
      flush
      className="lg:col-span-2 xl:col-span-1"
      skeleton={<SkeletonRows rows={4} />}
      isEmpty={({ next }) => next.length === 0}
      empty={
        <EmptyState kind="good" title="No payment has failed.">
          Invoices come from Stripe.
        </EmptyState>
      }
    >
      {(failed) => (
        <>
          <p className="px-4 pb-1 text-compact text-muted">{summarize(failed)}</p>
          <CustomerRows
            caption="Failed payments, those first that are tried again soonest"
            amountTitle="Due"
            whenTitle="Next retry"
            rows={failed.next.map(toRow)}
          />
        </>
      )}
    </Panel>
  );
}
