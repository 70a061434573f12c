import type { CustomerRef, ListedAiJob } from '@taffrail/contract';
import { formatCount, formatLargeCount, formatLatency, formatUsd } from '../../../lib/format.ts';
import { capText, nameOf } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { OnlyLink } from '../../../ui/list/only-link.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import type { JobFieldId } from '../filters/job-fields.ts';
import { costSourceMeanings, statusWords } from '../job-words.ts';

const unknown = <span className="text-muted">–</span>;

/** Names a row where it cannot be seen. */
export const jobName = ({ provider, model, createdAt }: ListedAiJob): string =>
  `${provider} ${capText(model)} of ${createdAt.slice(0, 19).replace('T', ' ')}`;

const Only = OnlyLink<JobFieldId>;

function Customer({ field, customer }: { field: JobFieldId; customer: CustomerRef | null }) {
  if (!customer) return unknown;
  return <Only field={field} value={customer.id} text={nameOf(customer)} />;
}

/** The exact amount is in the title. */
export function Cost({ costUsd, costSource }: Pick<ListedAiJob, 'costUsd' | 'costSource'>) {
  if (costUsd === null)
    return (
      <span className="text-warning" title={costSourceMeanings.unpriced}>
        Unpriced
      </span>
    );
  return (
    <span title={`$${costUsd}. ${costSourceMeanings[costSource]}`}>
      {formatUsd(Number(costUsd))}
    </span>
  );
}

function Tokens({ inputTokens, outputTokens }: ListedAiJob) {
  return (
    <span title={`${formatCount(inputTokens)} in, ${formatCount(outputTokens)} out`}>
      {formatLargeCount(inputTokens)}
      <span className="text-muted"> / {formatLargeCount(outputTokens)}</span>
      <OnCards> tokens</OnCards>
    </span>
  );
}

function Outcome({ status, errorType }: ListedAiJob) {
  return (
    <span className="max-sm:inline-flex max-sm:gap-2">
      <Status status={status === 'failed' ? 'error' : 'ok'}>{statusWords[status]}</Status>
      {errorType !== null && (
        <span className="block max-w-36 truncate text-caption text-muted" title={errorType}>
          {status === 'failed' ? <Only field="errorType" value={errorType} /> : errorType}
        </span>
      )}
    </span>
  );
}

const text = 'max-w-48 truncate';
const figure = { align: 'end', className: 'whitespace-nowrap' } as const;

export const jobColumns: readonly Column<ListedAiJob>[] = [
  {
    id: 'createdAt',
    title: 'Time',
    priority: 2,
    className: 'w-30 whitespace-nowrap',
    cell: ({ id, createdAt }) => (
      <Link to="/admin/usage/jobs/$id" params={{ id }} tabIndex={-1}>
        <RelativeTime at={createdAt} />
      </Link>
    ),
  },
  {
    id: 'model',
    title: 'Model',
    priority: 1,
    className: 'max-w-64 truncate',
    cell: ({ provider, model }) => (
      <>
        <Only field="model" value={model} />
        <span className="block truncate text-caption text-muted">
          <Only field="provider" value={provider} />
        </span>
      </>
    ),
  },
  {
    id: 'route',
    title: 'Route',
    priority: 2,
    className: text,
    cell: ({ route, operation }) => (
      <>
        {route === null ? unknown : <Only field="route" value={route} />}
        {operation !== 'chat' && (
          <span className="block truncate text-caption text-muted">
            <Only field="operation" value={operation} />
          </span>
        )}
      </>
    ),
  },
  {
    id: 'organization',
    title: 'Organization, user',
    priority: 3,
    className: text,
    cell: ({ organization, user }) => (
      <>
        <Customer field="organizationId" customer={organization} />
        {user && (
          <span className="block truncate text-caption text-muted">
            <Customer field="userId" customer={user} />
          </span>
        )}
      </>
    ),
  },
  { ...figure, id: 'tokens', title: 'Tokens in / out', priority: 3, cell: Tokens },
  { ...figure, id: 'cost', title: 'Cost', priority: 2, cell: Cost },
  {
    ...figure,
    id: 'latency',
    title: 'Latency',
    priority: 2,
    cell: ({ latencyMs }) => formatLatency(latencyMs),
  },
  { id: 'status', title: 'Status', priority: 2, className: 'whitespace-nowrap', cell: Outcome },
];
