import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { productFailureSentence } from '../../../ui/product-failure-words.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusName } from '../../../ui/status.tsx';
import { useAskProductDatabase, type Sources } from '../sources.api.ts';
import { SubscriptionTable } from './subscription-table.tsx';

type State = Sources['productDatabase'];

const example = `PRODUCT_DATABASE_URL=postgres://taffrail_reader:…@db.example.com/product`;

/** The product's own database, which is read and never written. */
export function ProductDatabasePanel({ state }: { state: State }) {
  const isConfigured = state.state !== 'not_configured';
  return (
    <PanelFrame title="Product database" className="min-w-0" actions={isConfigured && <AskNow />}>
      <p className="mb-3 text-muted">
        Record counts, integrity and latency, read from the product’s own PostgreSQL.
      </p>
      <div className="flex flex-col gap-2 text-compact">
        <StateLine state={state} />
        <SubscriptionTable />
        {!isConfigured && (
          <>
            <p>
              Give the console a role that may only read, and restart it with this variable. Which
              tables there are stands in <code className="font-mono">taffrail.config.ts</code>.
            </p>
            <CodeBlock code={example} what="the variable" />
          </>
        )}
      </div>
    </PanelFrame>
  );
}

const states = {
  ok: { status: 'ok', words: 'Fresh: it answers' },
  failing: { status: 'error', words: 'It does not answer' },
  no_data: { status: 'warning', words: 'Late: it was not asked for more than 3 minutes' },
  not_configured: { status: 'idle', words: 'Not configured' },
} as const satisfies Record<State['state'], { status: StatusName; words: string }>;

function StateLine({ state: { state, failure, lastAskedAt } }: { state: State }) {
  const { status, words } = states[state];
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <Status status={status}>{words}</Status>
      {state === 'failing' && failure !== null && <span>{productFailureSentence(failure)}.</span>}
      {lastAskedAt !== null && (
        <span className="text-muted">
          Last asked <RelativeTime at={lastAskedAt} />
        </span>
      )}
    </p>
  );
}

/** Something small, now: whether it answers, and how fast. */
function AskNow() {
  const { mutate, data, error, isPending } = useAskProductDatabase();
  return (
    <>
      <span aria-live="polite" className="text-compact">
        {data &&
          (data.failure === null ? (
            <Status status="ok">Answered in {plural(data.durationMs, 'ms', 'ms')}</Status>
          ) : (
            <Status status="error">{productFailureSentence(data.failure)}</Status>
          ))}
        {error && <Status status="error">{error.message}</Status>}
      </span>
      <Button
        pending={isPending}
        onClick={() => mutate()}
        aria-label="Send test to the product database"
      >
        Send test
      </Button>
    </>
  );
}
