import type { DashboardWeek } from '@taffrail/contract';
import { formatCount, formatLargeCount, formatUsd, plural } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';

type Provider = NonNullable<DashboardWeek['providers']>[number];

const columns = [
  { title: 'Provider', className: 'text-left' },
  { title: 'Tokens', className: 'text-right' },
  { title: 'Cost', className: 'text-right' },
] as const;

/** What providers took: of the product's AI jobs, and of the console's own analyses. */
export function ProviderUsage({ query }: { query: PanelQuery<DashboardWeek> }) {
  return (
    <Panel
      title="Provider usage, 7 d"
      what="provider usage"
      query={query}
      skeleton={<SkeletonRows rows={5} />}
      isEmpty={({ providers }) => (providers ?? []).length === 0}
      empty={<EmptyState kind="never" title="No provider was asked." />}
    >
      {({ providers }) => (
        <SmallTable caption="Tokens and cost by provider in seven days" columns={columns}>
          {(providers ?? []).map((provider) => (
            <ProviderLine key={`${provider.of} ${provider.provider}`} provider={provider} />
          ))}
        </SmallTable>
      )}
    </Panel>
  );
}

function ProviderLine({
  provider: { provider, of, count, tokens, costUsd, unpriced },
}: {
  provider: Provider;
}) {
  return (
    <SmallRow>
      <th scope="row" className="py-1.5 pr-3 text-left font-normal break-words">
        {of === 'jobs' ? (
          <Link to="/admin/providers" search={{ range: '7d' }}>
            {provider}
          </Link>
        ) : (
          <Link to="/admin/analysis-runs" search={{ range: '7d' }}>
            {provider}
          </Link>
        )}
        <span className="block text-caption text-muted">
          {of === 'jobs' ? plural(count, 'job') : plural(count, 'analysis', 'analyses')}
        </span>
      </th>
      <td className="py-1.5 text-right" data-numeric title={formatCount(tokens)}>
        {formatLargeCount(tokens)}
      </td>
      <td className="py-1.5 pl-3 text-right whitespace-nowrap" data-numeric>
        {unpriced === count && count > 0 ? (
          <span className="text-muted">Unknown</span>
        ) : (
          <>
            {formatUsd(Number(costUsd))}
            {unpriced > 0 && (
              <span className="block text-caption text-muted">
                without {plural(unpriced, 'unpriced job')}
              </span>
            )}
          </>
        )}
      </td>
    </SmallRow>
  );
}
