import {
  dashboardRanges as ranges,
  type ChangeTopic,
  type DashboardRange,
} from '@taffrail/contract';
import { useState, type ComponentType, type ReactNode } from 'react';
import { useUrlState } from '../../lib/url/url-state.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Choice } from '../../ui/choice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { ActivityFigures } from './activity-figures.tsx';
import { DashboardSearch, defaultRange } from './dashboard-search.ts';
import { PeriodLine } from './period-line.tsx';
import { PipelineFigures } from './pipeline-figures.tsx';
import { rangeTitles } from './period.ts';
import { RecentActions, type ActivityWords } from './recent-actions.tsx';
import { RequestFigures } from './request-figures.tsx';
import { useDashboard } from './use-dashboard.ts';

const rangeOptions = ranges.map((value) => ({ value, label: rangeTitles[value] }));

const activityTopics: readonly ChangeTopic[] = ['activity'];
const costTopics: readonly ChangeTopic[] = ['activity', 'ai_jobs'];
const allTopics: readonly ChangeTopic[] = [
  'activity',
  'api_requests',
  'system_logs',
  'ai_jobs',
  'pipelines',
];

interface DashboardPageProps {
  words: ActivityWords;
  /** Stands before a dashboard that has nothing to show, and lets it through when it has. */
  gate: ComponentType<{ children: ReactNode }>;
}

export function DashboardPage({ words, gate: Gate }: DashboardPageProps) {
  const [search, change] = useUrlState(DashboardSearch);
  const range = search.range ?? defaultRange;
  const { activity, requests, aiCost, pipelines, recent, ...page } = useDashboard(range);
  const wasEmpty = useEver(page.isEmpty);
  const choose = (next: DashboardRange): void =>
    change({ range: next === defaultRange ? undefined : next });
  useShortcut('t', 'Next range', () =>
    choose(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? defaultRange),
  );
  const dashboard = (
    <>
      <PeriodLine shown={activity.data ?? requests?.data} />
      <ActivityFigures query={activity} aiCost={aiCost} />
      {requests && <RequestFigures query={requests} />}
      {pipelines && <PipelineFigures query={pipelines} />}
      {recent && <RecentActions recent={recent} words={words} />}
    </>
  );
  return (
    <>
      <PageHead title="Home" purpose="How much goes on, how it goes, and what happened last." />
      <TopBarSlot slot="range">
        <Choice label="Range" labelHidden value={range} onChange={choose} options={rangeOptions} />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={page.asOf}
          refreshing={page.isFetching}
          onRefresh={page.refresh}
          liveTopics={requests ? allTopics : aiCost ? costTopics : activityTopics}
        />
      </TopBarSlot>
      {wasEmpty ? <Gate>{dashboard}</Gate> : dashboard}
    </>
  );
}

/** Whether something has been so since the page was opened. */
const useEver = (now: boolean): boolean => {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
};
