import type { Integrity } from '@taffrail/contract';
import { ConfigLines, ConnectProductDatabase } from '../../../ui/connect-product-database.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { productFailureSentence } from '../../../ui/product-failure-words.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';

const of = 'the integrity checks';
const example = `integrity: {
  references: [
    {
      table: 'invoices',
      column: 'company_id',
      references: { table: 'companies', column: 'id' },
      title: 'Orphaned invoices',
    },
  ],
},`;

/** Not connected, not yet, nobody there, or nothing to check: four different things to do. */
export function NoChecks({ integrity: { state, run, underWay } }: { integrity: Integrity }) {
  if (state === 'not_configured')
    return (
      <ConnectProductDatabase
        title="Nothing is checked without the product's database."
        config={example}
        of={of}
      />
    );
  if (run === null && underWay)
    return (
      <EmptyState kind="never" title="Everything is being checked for the first time.">
        <Status status="running">
          {underWay.checked} of {underWay.total} checked
        </Status>
      </EmptyState>
    );
  if (run === null)
    return (
      <EmptyState kind="never" title="Nothing has been checked yet.">
        A worker of the console begins within a minute; after that it checks every hour.
      </EmptyState>
    );
  if (run.failure !== null)
    return (
      <EmptyState kind="never" title="Nothing could be checked yet.">
        {productFailureSentence(run.failure)}; last tried <RelativeTime at={run.at} />.
      </EmptyState>
    );
  return (
    <EmptyState kind="never" title="There is nothing to check.">
      <p>The product's schema declares no foreign keys, and the configuration names no checks.</p>
      <div className="text-left text-text">
        <ConfigLines config={example} of={of} />
      </div>
    </EmptyState>
  );
}
