import type { ChangeTopic } from '@taffrail/contract';
import { withSearch } from '../../lib/url/with-search.tsx';
import { ChooseDays } from '../../ui/choose-days.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { useCan } from '../../lib/me.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { usageRanges } from './usage-ranges.ts';
import { BreakdownPanel } from './breakdown/breakdown-panel.tsx';
import { UsagePanel } from './chart/usage-panel.tsx';
import { UsageFigures } from './figures/usage-figures.tsx';
import { NoUsage } from './no-usage.tsx';
import { UsageFilters } from './usage-filters.tsx';
import { UsageNotes } from './usage-notes.tsx';
import { UsageSearch } from './usage-search.ts';
import type { ShownUsage } from './usage.api.ts';
import { useUsagePage, type UsagePageState } from './use-usage-page.ts';
import { daysText, dayText } from './words.ts';
import { formatTime } from '../../lib/time/format-time.ts';

const topics: readonly ChangeTopic[] = ['ai_jobs', 'prices'];

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
        <ChooseDays ranges={usageRanges} range={page.range} onRange={page.chooseRange} />
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

function Actions({ page: { compares, compare, asked, usage } }: { page: UsagePageState }) {
  const maySeeRevenue = useCan('revenue.read');
  const month = usage.data && monthOf(usage.data.range);
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
      <LinkButton to="/admin/usage/statement" search={{ month } as never}>
        Statement
      </LinkButton>
      {maySeeRevenue && (
        <LinkButton to="/admin/usage/margin" search={{ range: asked.range } as never}>
          Margin
        </LinkButton>
      )}
    </>
  );
}

/** The month that all days are of: whose statement is meant. */
const monthOf = ({ from, to }: ShownUsage['range']): string | undefined => {
  const month = from.slice(0, 7);
  return month === to.slice(0, 7) ? month : undefined;
};

/** Which days the figures are of, and with which they are compared. */
function PeriodLine({ page: { usage, compares } }: { page: UsagePageState }) {
  const { data: shown, isError } = usage;
  if (!shown && isError) return null;
  if (!shown) return <Skeleton className="mb-4 h-4.5 w-96 max-w-full" />;
  const { range, comparison, timeZone, since } = shown;
  const now = new Date(shown.asOf);
  const isOver = new Date(shown.bars.at(-1)?.endsAt ?? now) <= now;
  const until = isOver
    ? ''
    : ` until ${formatTime(new Date(comparison?.previousTo ?? now), timeZone)}`;
  const against = comparison
    ? `, against ${daysText(range.previousFrom, range.previousTo, now)}${until}`
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
