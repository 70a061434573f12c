import {
  dashboardRanges as ranges,
  type Attention,
  type ChangeTopic,
  type DashboardRange,
} from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState, type ComponentType, type ReactNode } from 'react';
import { useUrlState } from '../../lib/url/url-state.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Choice } from '../../ui/choice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { ActivityFigures } from './activity-figures.tsx';
import { DashboardSearch, defaultRange } from './dashboard-search.ts';
import { Fold } from './fold.tsx';
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
  'incidents',
  'checks',
  'notifications',
  'inbox',
  'integrity',
  'load_tests',
  'autofix',
];

interface DashboardPageProps {
  words: ActivityWords;
  /** Stands before a dashboard that has nothing to show, and lets it through when it has. */
  gate: ComponentType<{ children: ReactNode }>;
  /** What needs somebody, above all else; its code comes while it is asked for. */
  attention: ComponentType<{ query: UseQueryResult<Attention> }>;
  /** Of the incident console: their code comes later. */
  panels: ReactNode;
}

export function DashboardPage(props: DashboardPageProps) {
  const { words, gate: Gate, attention: AttentionPanel, panels } = props;
  const [search, change] = useUrlState(DashboardSearch);
  const range = search.range ?? defaultRange;
  const { attention, activity, requests, aiCost, pipelines, recent, ...page } = useDashboard(range);
  const wasEmpty = useEver(page.isEmpty);
  const hasRows = attention.data !== undefined && attention.data.items.length > 0;
  const choose = (next: DashboardRange): void =>
    change({ range: next === defaultRange ? undefined : next });
  useShortcut('t', 'Next range', () =>
    choose(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? defaultRange),
  );
  const dashboard = (
    <>
      <Fold title="Figures" isOpen>
        <PeriodLine shown={activity.data ?? requests?.data} />
        <ActivityFigures query={activity} aiCost={aiCost} />
        {requests && <RequestFigures query={requests} />}
        {pipelines && <PipelineFigures query={pipelines} />}
      </Fold>
      <Fold title="Incidents, checks and pipelines">{panels}</Fold>
      {recent && (
        <RecentActions
          recent={recent}
          words={words}
          // Keys go through what needs attention, where something does.
          hasKeys={!hasRows}
        />
      )}
    </>
  );
  return (
    <>
      <PageHead title="Home" purpose="What needs you, how much goes on, and what happened last." />
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
      {(hasRows || !wasEmpty) && <AttentionPanel query={attention} />}
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
