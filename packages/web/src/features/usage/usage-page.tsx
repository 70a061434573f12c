import { UsageRange, type ChangeTopic } from '@taffrail/contract';
import { withSearch } from '../../lib/url/with-search.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { useCan } from '../../lib/me.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { BreakdownPanel } from './breakdown/breakdown-panel.tsx';
import { UsagePanel } from './chart/usage-panel.tsx';
import { UsageFigures } from './figures/usage-figures.tsx';
import { NoUsage } from './no-usage.tsx';
import { UsageFilters } from './usage-filters.tsx';
import { UsageNotes } from './usage-notes.tsx';
import { UsageSearch } from './usage-search.ts';
import { useUsagePage, type UsagePageState } from './use-usage-page.ts';
import { daysText, dayText, rangeTitles } from './words.ts';
import { formatTime } from '../../lib/time/format-time.ts';

const topics: readonly ChangeTopic[] = ['ai_jobs', 'prices'];
const rangeOptions = UsageRange.options.map((value) => ({ value, label: rangeTitles[value] }));

function CostAndUsage() {
  const page = useUsagePage();
  const { data } = page.usage;
  const isEmpty = data?.since === null;
  return (
    <>
      <PageHead
        title="Cost & usage"
        purpose="What AI jobs cost, on what and for whom, and where the month will end."
        actions={!isEmpty && <Actions page={page} />}
      />
      <TopBarSlot slot="range">
        <ToolbarSelect
          label="Range"
          value={page.asked.range}
          onChange={page.chooseRange}
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
      {isEmpty ? (
        <NoUsage />
      ) : (
        <>
          <PeriodLine page={page} />
          <UsageFilters page={page} />
          <UsageNotes shown={data} />
          <UsageFigures page={page} />
          <UsagePanel page={page} />
          <BreakdownPanel page={page} />
        </>
      )}
    </>
  );
}

export const UsagePage = withSearch(UsageSearch, CostAndUsage);

function Actions({ page: { compares, compare, asked } }: { page: UsagePageState }) {
  const maySeeRevenue = useCan('revenue.read');
  return (
    <>
      <ToolbarSelect
        label="Compare"
        value={compares ? 'prev' : 'off'}
        onChange={(to) => compare(to === 'prev')}
        options={[
          { value: 'prev', label: 'Against the period before' },
          { value: 'off', label: 'No comparison' },
        ]}
      />
      <LinkButton to="/admin/usage/statement">Statement</LinkButton>
      {maySeeRevenue && (
        <LinkButton to="/admin/usage/margin" search={{ range: asked.range } as never}>
          Margin
        </LinkButton>
      )}
    </>
  );
}

/** Which days the figures are of, and with which they are compared. */
function PeriodLine({ page: { usage, compares } }: { page: UsagePageState }) {
  const { data: shown, isError } = usage;
  if (!shown && isError) return null;
  if (!shown) return <Skeleton className="mb-4 h-4.5 w-96 max-w-full" />;
  const { range, comparison, timeZone, since } = shown;
  const now = new Date(shown.asOf);
  const against = comparison
    ? `, against ${daysText(range.previousFrom, range.previousTo, now)} until ${formatTime(new Date(comparison.previousTo), timeZone)}`
    : since !== null
      ? `; no comparison: known since ${dayText(since, now)}`
      : '';
  return (
    <p className="mb-4 text-compact text-muted">
      {daysText(range.from, range.to, now)}
      {compares ? against : ''}.
      <span className="max-sm:hidden"> Days begin at midnight in {timeZone}.</span>
    </p>
  );
}
