import { writeFilter } from '../../../lib/filters.ts';
import { useCan } from '../../../lib/me.ts';
import { Link } from '../../../ui/link.tsx';

interface CustomerNameProps {
  /** Null when it is not known whose subscription it is. */
  organizationId: string | null;
  name: string;
}

/** A customer: with what it did, where that is known and may be seen. */
export function CustomerName({ organizationId, name }: CustomerNameProps) {
  const mayReadLog = useCan('activity.read');
  const shown = name === '' ? 'Unknown customer' : name;
  if (organizationId === null || !mayReadLog)
    return (
      <span className="block truncate" title={shown}>
        {shown}
      </span>
    );
  const f = [writeFilter({ field: 'organizationId', op: 'in', values: [organizationId] })];
  return (
    <Link
      to="/admin/activity"
      search={{ f }}
      title={`What ${shown} did`}
      className="block truncate text-text no-underline hover:text-accent hover:underline"
    >
      {shown}
    </Link>
  );
}
