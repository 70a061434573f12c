import type { Activity } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { Link } from '../../../ui/link.tsx';
import { capText } from '../log/sentence.ts';
import { searchAround } from './event-links.ts';
import { Facts, Times } from './facts.tsx';
import { FilterBy } from './filter-by.tsx';
import { linkTo } from './use-copy-link.ts';

/** All that is known of one action. */
export function ActivityDetail({ activity }: { activity: Activity }) {
  const hasMetadata = Object.keys(activity.metadata).length > 0;
  return (
    <div className="grid gap-x-8 gap-y-4 text-compact lg:grid-cols-2">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] content-start gap-x-4">
        <Times activity={activity} />
        <Facts activity={activity} />
      </dl>
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
  return <FilterBy field="metadata" value={text} what={`${path} ${capText(value, 40)}`} />;
};

function Links({ activity }: { activity: Activity }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 lg:col-span-2">
      <Link to="." search={searchAround(activity) as never}>
        Around this (±5 min)
      </Link>
      <span className="inline-flex items-center gap-1">
        Link to this <CopyButton text={linkTo(activity)} what="the link" className="h-6 w-6" />
      </span>
      <span className="inline-flex items-center gap-1">
        As JSON{' '}
        <CopyButton text={JSON.stringify(activity, null, 2)} what="the JSON" className="h-6 w-6" />
      </span>
    </p>
  );
}
