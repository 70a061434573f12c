import { formatCount, formatLargeCount, formatUsd, plural } from '../../lib/format.ts';
import { useCan } from '../../lib/me.ts';
import { Link } from '../../ui/link.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { jobsSearch } from './jobs-search.ts';
import type { ShownUsage } from './usage.api.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const namedModels = 3;

/** What the figures lack: what has no price, and what nobody is named of. */
export function UsageNotes({ shown }: { shown: ShownUsage | undefined }) {
  if (!shown) return null;
  return (
    <>
      <Unpriced shown={shown} />
      <Unattributed shown={shown} />
    </>
  );
}

function Unpriced({ shown: { unpriced, current, range, asked } }: { shown: ShownUsage }) {
  const maySetPrices = useCan('prices.manage');
  if (unpriced.models === 0) return null;
  const rest = unpriced.models - namedModels;
  const names = unpriced.most.slice(0, namedModels).map(({ model }) => model);
  return (
    <Notice
      status="warning"
      live="off"
      className="mb-4"
      action={
        maySetPrices && (
          <LinkButton to="/admin/settings/prices" search={{ view: 'unpriced' }}>
            Set price
          </LinkButton>
        )
      }
    >
      <p>
        <strong className="font-medium">
          {plural(unpriced.models, 'model')} {unpriced.models === 1 ? 'has' : 'have'} no price
        </strong>{' '}
        ({list.format(rest > 0 ? [...names, `${rest} more`] : names)}):{' '}
        <span title={formatCount(current.unpricedTokens)}>
          {formatLargeCount(current.unpricedTokens)} tokens
        </span>{' '}
        of{' '}
        <Link
          to="/admin/usage/jobs"
          search={jobsSearch(range, { ...asked.filter, costSource: 'unpriced' })}
        >
          {plural(current.unpricedJobs, 'job')}
        </Link>{' '}
        are not counted in the cost.
      </p>
    </Notice>
  );
}

function Unattributed({ shown: { unattributed, range, asked } }: { shown: ShownUsage }) {
  if (unattributed.jobs === 0 || asked.filter.organizationId !== undefined) return null;
  return (
    <p className="mb-4 text-compact text-muted">
      {formatUsd(Number(unattributed.costUsd))} is nobody’s:{' '}
      <Link
        to="/admin/usage/jobs"
        search={jobsSearch(range, { ...asked.filter, organizationId: 'none' })}
      >
        {plural(unattributed.jobs, 'job')}
      </Link>{' '}
      named no organization.
    </p>
  );
}
