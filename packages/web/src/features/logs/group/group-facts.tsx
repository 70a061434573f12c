import type { ErrorGroup } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount } from '../../../lib/format.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { writeFilters, only } from '../filters/log-fields.ts';

/** The figures of a group, in a row. */
export function GroupFacts({ group }: { group: ErrorGroup }) {
  const { count, firstSeenAt, lastSeenAt, source, fingerprint } = group;
  const rows = { range: '90d', f: writeFilters([only('fingerprint', fingerprint)]) };
  return (
    <dl className="mb-4 flex flex-wrap gap-x-8 gap-y-3">
      <Figure name="Count">
        <Link to="/admin/logs" search={rows} className="text-text" data-numeric>
          {formatCount(count)}
        </Link>
      </Figure>
      <Figure name="First seen">
        <RelativeTime at={firstSeenAt} />
      </Figure>
      <Figure name="Last seen">
        <RelativeTime at={lastSeenAt} />
      </Figure>
      <Figure name="Source">
        <Link
          to="/admin/logs"
          search={{ tab: 'errors', f: writeFilters([only('source', source)]) }}
          className="break-all text-text"
        >
          {source}
        </Link>
      </Figure>
      <Figure name="This page">
        <CopyButton
          text={location.origin + location.pathname}
          what="the link"
          className="h-6 w-6"
        />
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-compact text-muted">{name}</dt>
      <dd className="text-title">{children}</dd>
    </div>
  );
}
