import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { withSearch } from '../../lib/url/with-search.tsx';
import { FilterViews } from '../../ui/list/filter-views.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { AutofixSearch } from './autofix-search.ts';
import { figuresQuery, runsQuery } from './autofix.api.ts';
import { AutofixToolbar } from './autofix-toolbar.tsx';
import { FeedPanel } from './feed/feed-panel.tsx';
import { FiguresPanel } from './figures/figures-panel.tsx';
import { SetUp } from './set-up.tsx';
import { useAutofixPage } from './use-autofix-page.ts';

const topics: readonly ChangeTopic[] = ['autofix', 'deploys', 'alerts', 'load_tests'];

const views = [
  { id: 'all', label: 'All', filters: { outcome: undefined, fate: undefined } },
  { id: 'merged', label: 'Fixed, not deployed', filters: { outcome: undefined, fate: 'merged' } },
  { id: 'failed', label: 'Failed', filters: { outcome: 'failed', fate: undefined } },
  { id: 'reopened', label: 'Recurred', filters: { outcome: undefined, fate: 'reopened' } },
  { id: 'held', label: 'Held', filters: { outcome: undefined, fate: 'held' } },
] as const;

function Autofix() {
  const page = useAutofixPage();
  const { search, range, asked, isNewest } = page;
  const runs = useQuery(runsQuery(asked, search.after));
  const figures = useQuery(figuresQuery(asked));
  return (
    <>
      <PageHead
        title="Autofix"
        purpose="What agents attempted to fix, and what came of it."
        views={<FilterViews views={views} page={page} />}
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
