import { RevenueRange, type ChangeTopic } from '@taffrail/contract';
import { withSearch } from '../../lib/url/with-search.tsx';
import { RevenueSearch } from './revenue-search.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { RecentActivityPanel } from './activity/recent-activity-panel.tsx';
import { CohortsPanel } from './cohorts/cohorts-panel.tsx';
import { ConnectBilling } from './connect-billing.tsx';
import { ComingChanges } from './customers/coming-changes.tsx';
import { FailedPaymentsPanel } from './customers/failed-payments-panel.tsx';
import { LatestPanels } from './customers/latest-panels.tsx';
import { PeriodLine } from './figures/period-line.tsx';
import { RevenueFigures } from './figures/revenue-figures.tsx';
import { RevenueNotes } from './figures/revenue-notes.tsx';
import { SubscriptionTableNote } from './figures/subscription-table-note.tsx';
import { GroupsPanel } from './groups/groups-panel.tsx';
import { MonthsPanel } from './movements/months-panel.tsx';
import { MovementsPanel } from './movements/movements-panel.tsx';
import { rangeTitles } from './period.ts';
import { movementsFileUrl } from './revenue.api.ts';
import { useRevenuePage, type RevenuePageState } from './use-revenue-page.ts';

const topics: readonly ChangeTopic[] = ['revenue'];
const rangeOptions = RevenueRange.options.map((value) => ({ value, label: rangeTitles[value] }));

const groupOptions = [
  { value: 'none', label: 'Not grouped' },
  { value: 'plan', label: 'By plan' },
  { value: 'country', label: 'By country' },
] as const;

function Overview() {
  const page = useRevenuePage();
  const { data } = page.figures;
  return (
    <>
      <PageHead
        title="Revenue"
        purpose="What customers pay every month, and what moved it."
        actions={data?.isConnected && <Actions page={page} />}
      />
      <TopBarSlot slot="range">
        <ToolbarSelect
          label="Range"
          value={page.range}
          onChange={page.choose}
          options={rangeOptions}
        />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={data && new Date(data.asOf)}
          refreshing={page.refreshing}
          onRefresh={page.refresh}
          liveTopics={topics}
        />
      </TopBarSlot>
      {data && !data.isConnected ? (
        <>
          <SubscriptionTableNote />
          <ConnectBilling />
          <RecentActivityPanel />
        </>
      ) : (
        <Revenue page={page} />
      )}
    </>
  );
}

/** The largest first; each panel loads and fails by itself. */
function Revenue({ page: { figures, compares, group, range } }: { page: RevenuePageState }) {
  return (
    <>
      <PeriodLine query={figures} compares={compares} />
      <SubscriptionTableNote />
      <RevenueNotes shown={figures.data} />
      <RevenueFigures query={figures} compares={compares} />
      {group && <GroupsPanel asked={{ by: group, range }} compares={compares} />}
      <div className="mb-4 grid grid-cols-1 gap-4 lg:grid-cols-2">
        <MovementsPanel query={figures} />
        <MonthsPanel query={figures} />
      </div>
      <RecentActivityPanel />
      <LatestPanels />
      <div className="mb-4 grid grid-cols-1 gap-4 lg:grid-cols-2 xl:grid-cols-3">
        <FailedPaymentsPanel />
        <ComingChanges query={figures} />
      </div>
      <CohortsPanel />
    </>
  );
}

function Actions({ page }: { page: RevenuePageState }) {
  const { range, compares, compare, group, groupBy } = page;
  return (
    <>
      <ToolbarSelect
        label="Group"
        value={group ?? 'none'}
        onChange={(to) => groupBy(to === 'none' ? undefined : to)}
        options={groupOptions}
      />
      <ToolbarSelect
        label="Compare"
        value={compares ? 'prev' : 'off'}
        onChange={(to) => compare(to === 'prev')}
        options={[
          { value: 'prev', label: 'Against the period before' },
          { value: 'off', label: 'No comparison' },
        ]}
      />
      <ExportMovements range={range} />
    </>
  );
}

function ExportMovements({ range }: { range: RevenueRange }) {
  return (
    <DownloadLink
      href={movementsFileUrl(range)}
      holds="Every movement of the range, as CSV."
      shortcut="Export the movements"
    >
      Export movements
    </DownloadLink>
  );
}

export const RevenuePage = withSearch(RevenueSearch, Overview);
