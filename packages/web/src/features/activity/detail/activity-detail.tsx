import type { Activity } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { capText } from '../../../ui/customer-name.ts';
import { searchAround } from '../../../lib/url/event-links.ts';
import { CopyRecord } from '../../../ui/copy-record.tsx';
import { Facts as FactList } from '../../../ui/fact.tsx';
import { FilterBy } from '../../../ui/filter-by.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { Link } from '../../../ui/link.tsx';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { linkTo } from '../../../ui/use-copy-link.ts';
import { only } from '../filters/activity-fields.ts';
import { Facts, Times } from './facts.tsx';

/** All that is known of one action. */
export function ActivityDetail({ activity }: { activity: Activity }) {
  const hasMetadata = Object.keys(activity.metadata).length > 0;
  return (
    <div className="grid gap-x-8 gap-y-4 text-compact lg:grid-cols-2">
      <FactList>
        <Times activity={activity} />
        <Facts activity={activity} />
      </FactList>
      <div className="min-w-0">
        <h3 className="mb-1 font-medium text-muted">Metadata</h3>
        {hasMetadata ? (
          <JsonTree value={activity.metadata} label="Metadata" action={filterByValue} />
        ) : (
          <p className="text-muted">None came with it.</p>
        )}
      </div>
      <Links activity={activity} />
    </div>
  );
}

/** Longer values cannot be filtered by. */
const longestFilter = 500;

const filterByValue = (path: string, value: string): ReactNode => {
  const text = `${path}=${value}`;
  if (text.length > longestFilter || path.includes('=')) return null;
  return <FilterBy filter={only('metadata', text)} what={`${path} ${capText(value, 40)}`} />;
};

function Links({ activity }: { activity: Activity }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 lg:col-span-2">
      {activity.traceId !== null && (
        <TraceLink traceId={activity.traceId} part={`activity:${activity.id}`} />
      )}
      <Link to="." search={searchAround(activity) as never}>
        Around this (±5 min)
      </Link>
      <CopyRecord link={linkTo(activity)} record={activity} />
    </p>
  );
}
