import { DashboardRange } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState, type ComponentType, type ReactNode } from 'react';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { Choice } from '../../ui/choice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { Dashboard } from './dashboard.tsx';
import { DashboardSearch, defaultRange } from './dashboard-search.ts';
import { dashboardQuery, isEmpty } from './dashboard.api.ts';
import { rangeTitles } from './period.ts';
import type { ActivityWords } from './recent-actions.tsx';

const ranges = DashboardRange.options;
const rangeOptions = ranges.map((value) => ({ value, label: rangeTitles[value] }));

interface DashboardPageProps {
  words: ActivityWords;
  /** Stands before a dashboard that has nothing to show, and lets it through when it has. */
  gate: ComponentType<{ children: ReactNode }>;
}

export function DashboardPage({ words, gate: Gate }: DashboardPageProps) {
  const [search, change] = useUrlState(DashboardSearch);
  const range = search.range ?? defaultRange;
  const query = useQuery(dashboardQuery(range));
  const { data: shown, isFetching, refetch } = query;
  const wasEmpty = useEver(shown !== undefined && isEmpty(shown));
  const refresh = useCallback(() => void refetch(), [refetch]);
  const choose = (next: DashboardRange): void =>
    change({ range: next === defaultRange ? undefined : next });
  useShortcut('t', 'Next range', () =>
    choose(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? defaultRange),
  );
  const dashboard = <Dashboard query={query} words={words} />;
  return (
    <>
      <PageHead title="Home" purpose="How much goes on, and what happened last." />
      <TopBarSlot slot="range">
        <Choice label="Range" labelHidden value={range} onChange={choose} options={rangeOptions} />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={shown && new Date(shown.asOf)}
          refreshing={isFetching}
          onRefresh={refresh}
          initial="1m"
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
