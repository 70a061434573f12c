import type { ReactNode } from 'react';
import { useCan, useMe } from '../../lib/me.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Link } from '../../ui/link.tsx';
import { PanelFrame } from '../../ui/panel.tsx';

const sdk = `taffrail.subscription({
  id: 'sub_1',
  organizationId: 'acme',
  status: 'active',
  currency: 'eur',
  amount: '49.00',
  startedAt: new Date(),
});`;

const table = `subscriptions: {
  table: 'subscriptions',
  id: 'id',
  organization: 'company_id',
  status: 'status',
  amount: 'price',
  startedAt: 'started_at',
},`;

/** Where revenue would be: the ways to tell of it. */
export function ConnectBilling() {
  const { isDemo } = useMe();
  const mayConnect = useCan('sources.manage');
  return (
    <div className="mb-4">
      <PanelFrame title="Connect billing">
        {isDemo ? (
          <EmptyState kind="never" title="Tradewind is starting.">
            What its made-up customers pay appears here in a few seconds.
          </EmptyState>
        ) : mayConnect ? (
          <Ways />
        ) : (
          <EmptyState kind="never" title="Nobody has told of a subscription yet.">
            Whoever manages the sources can connect billing.
          </EmptyState>
        )}
      </PanelFrame>
    </div>
  );
}

function Ways() {
  return (
    <>
      <p className="mb-4 max-w-160 text-muted">
        Nobody has told of a subscription yet. There are three ways, and each fills this page by
        itself.
      </p>
      <ol className="grid grid-cols-1 gap-6 lg:grid-cols-3">
        <Way title="Stripe">
          <p className="mb-2">
            Add Stripe under <Link to="/admin/settings/sources">Sources</Link> and give Stripe the
            address it shows. With a restricted key, read-only, what was before is read, too:
          </p>
          <CodeBlock code="STRIPE_API_KEY=rk_live_…" what="the setting" wrap />
        </Way>
        <Way title="The SDK, or the API">
          <p className="mb-2">
            Tell the whole state of a subscription on each change. In any language, the same fields
            are a line of <code className="font-mono text-compact">POST /ingest/v1/batch</code>, of
            the kind <code className="font-mono text-compact">subscription</code>.
          </p>
          <CodeBlock code={sdk} what="the SDK example" />
        </Way>
        <Way title="The product’s own table">
          <p className="mb-2">
            With <code className="font-mono text-compact">PRODUCT_DATABASE_URL</code>, say in{' '}
            <code className="font-mono text-compact">taffrail.config.ts</code> which table it is and
            what its columns are called.
          </p>
          <CodeBlock code={table} what="the configuration" />
        </Way>
      </ol>
    </>
  );
}

function Way({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="min-w-0">
      <h3 className="mb-1 font-semibold">{title}</h3>
      {children}
    </li>
  );
}
