import type { ReactNode } from 'react';
import { useCan, useMe } from '../../lib/me.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Link } from '../../ui/link.tsx';
import { PanelFrame } from '../../ui/panel.tsx';

const sdk = `taffrail.subscription({
  id: 'sub_1', organizationId: 'acme', status: 'active', plan: 'team',
  currency: 'eur', amount: '49.00', interval: 'month',
  startedAt: '2026-11-01T00:00:00Z',
});`;

const line = JSON.stringify({
  kind: 'subscription',
  id: 'sub_1',
  organizationId: 'acme',
  status: 'active',
  plan: 'team',
  currency: 'eur',
  amount: '49.00',
  interval: 'month',
  startedAt: '2026-11-01T00:00:00Z',
});

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
        itself within seconds.
      </p>
      <ol className="grid grid-cols-1 gap-6 lg:grid-cols-3">
        <Way title="Stripe">
          <p className="mb-2">
            Add Stripe under <Link to="/admin/settings/sources">Sources</Link> and give Stripe the
            address it shows. With a restricted key, read-only, what was before is read, too:
          </p>
          <CodeBlock code="STRIPE_API_KEY=rk_live_…" what="the setting" wrap />
        </Way>
        <Way title="The SDK">
          <p className="mb-2">Tell the whole state of a subscription, on each change of it:</p>
          <CodeBlock code={sdk} what="the SDK example" />
        </Way>
        <Way title="The API">
          <p className="mb-2">
            The same fields, in any language, as a line of{' '}
            <code className="font-mono text-compact">POST /ingest/v1/batch</code>:
          </p>
          <CodeBlock code={line} what="the line of a batch" wrap />
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
