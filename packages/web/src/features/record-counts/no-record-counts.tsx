import type { RecordCounts } from '@taffrail/contract';
import { ConfigLines, ConnectProductDatabase } from '../../ui/connect-product-database.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { productFailureSentence } from '../../ui/product-failure-words.ts';

const of = 'the record counts';
const example = `records: {
  companies: { table: 'companies' },
  users: { table: 'users' },
  invoices: { table: 'billing.invoices' },
},`;

/** Not connected, not mapped, not yet, or nobody there: four different things to do. */
export function NoRecordCounts({ counts: { state, models } }: { counts: RecordCounts }) {
  if (state === 'not_configured')
    return (
      <ConnectProductDatabase
        title="No records are counted without the product's database."
        config={example}
        of={of}
      />
    );
  if (state === 'not_mapped')
    return (
      <EmptyState kind="never" title="No model is mapped to a table yet.">
        <p>Say which tables hold what, and start the console again.</p>
        <div className="text-left text-text">
          <ConfigLines config={example} of={of} />
        </div>
      </EmptyState>
    );
  const failure = models.find((model) => model.failure !== null)?.failure;
  if (failure)
    return (
      <EmptyState kind="never" title="No records could be counted yet.">
        {productFailureSentence(failure)}. It is tried again every minute.
      </EmptyState>
    );
  return (
    <EmptyState kind="never" title="No records have been counted yet.">
      A worker of the console begins within a minute; after that it counts every ten.
    </EmptyState>
  );
}
