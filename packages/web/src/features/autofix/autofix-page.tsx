import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { withSearch } from '../../lib/url/with-search.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { ViewLinks } from '../../ui/view-links.tsx';
import { AutofixSearch, withFilters, type AutofixFilters } from './autofix-search.ts';
import { endsNow, figuresQuery, runsQuery } from './autofix.api.ts';
import { AutofixToolbar } from './autofix-toolbar.tsx';
import { FeedPanel } from './feed/feed-panel.tsx';
import { FiguresPanel } from './figures/figures-panel.tsx';
import { SetUp } from './set-up.tsx';
import { useAutofixPage } from './use-autofix-page.ts';

const topics: readonly ChangeTopic[] = ['autofix', 'deploys', 'alerts'];

const views = [
  { id: 'all', label: 'All', outcome: undefined, fate: undefined },
  { id: 'merged', label: 'Fixed, not deployed', outcome: undefined, fate: 'merged' },
  { id: 'failed', label: 'Failed', outcome: 'failed', fate: undefined },
  { id: 'reopened', label: 'Recurred', outcome: undefined, fate: 'reopened' },
] as const;

const viewOf = ({ outcome, fate }: AutofixFilters): string | undefined =>
  views.find((view) => view.outcome === outcome && view.fate === fate)?.id;

function Autofix() {
  const page = useAutofixPage();
  const { search, range, filters, asked } = page;
  const runs = useQuery(runsQuery(asked, search.after));
  const figures = useQuery(figuresQuery(asked));
  const isNewest = search.after === undefined && endsNow(range);
  return (
    <>
      <PageHead
        title="Autofix"
        purpose="What agents attempted to fix, and what came of it."
        views={
          <ViewLinks
            currentId={viewOf(filters)}
            views={views.map(({ id, label, outcome, fate }) => ({
              id,
              label,
              search: withFilters(search, { outcome, fate }),
            }))}
          />
        }
      />
      <TopBarSlot slot="range">
        <TimeRange range={range} onRange={page.move} tz={search.tz} onTz={page.setTz} />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={figures.data && new Date(figures.data.asOf)}
          refreshing={page.refreshing}
          onRefresh={page.refresh}
          liveTopics={isNewest ? topics : undefined}
        />
      </TopBarSlot>
      {figures.data?.hasAttempts === false ? (
        <SetUp />
      ) : (
        <>
          <FiguresPanel page={page} query={figures} />
          <AutofixToolbar page={page} repositories={figures.data?.repositories ?? []} />
          <FeedPanel page={page} query={runs} />
        </>
      )}
    </>
  );
}

export const AutofixPage = withSearch(AutofixSearch, Autofix);
