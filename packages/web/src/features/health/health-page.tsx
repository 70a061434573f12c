import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCrosshair } from '../../charts/draw/time-series/use-crosshair.ts';
import type { QuickRange } from '../../lib/time/time-range.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import type { PanelFindings } from '../../ui/finding.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { useNarrow } from '../../ui/use-media.ts';
import { EndpointsPanel } from './endpoints/endpoints-panel.tsx';
import { databasesQuery, requestsQuery } from './health.api.ts';
import { ApiLatency } from './latency/api-latency.tsx';
import { DatabaseLatency } from './latency/database-latency.tsx';
import { rangeChange, useHealthPage } from './use-health-page.ts';
import { VerdictLine } from './verdict/verdict-line.tsx';

const quick: readonly QuickRange[] = ['1h', '6h', '24h', '7d', '30d', '90d'];
const topics: readonly ChangeTopic[] = [
  'api_requests',
  'database_latency',
  'integrity',
  'load_tests',
  'autofix',
  'deploys',
  'system_logs',
  'record_counts',
];

interface HealthPageProps {
  /** What the panels among the children add to the verdict. */
  findings: readonly PanelFindings[];
  /** What pages of their own show in full. Their queries begin with `health`, so that they refresh. */
  children: ReactNode;
}

export function HealthPage({ findings, children }: HealthPageProps) {
  const page = useHealthPage();
  const { search, change, range, asked, compares } = page;
  const requests = useQuery(requestsQuery(asked));
  const databases = useQuery(databasesQuery(asked));
  const crosshair = useCrosshair();
  const height = useNarrow() ? 160 : 180;
  const before = page.before.words;
  const compare = (on: boolean): void => change({ compare: on ? undefined : 'off' });
  useShortcut('c', 'Compare with the period before, or not', () => compare(!compares));
  return (
    <>
      <PageHead
        title="Health"
        purpose="Whether the product is sound right now, and if not, where."
        actions={
          <ToolbarSelect
            label="Compare"
            value={compares ? 'prev' : 'off'}
            onChange={(to) => compare(to === 'prev')}
            options={[
              { value: 'prev', label: `Against ${before}` },
              { value: 'off', label: 'No comparison' },
            ]}
          />
        }
      />
      <TopBarSlot slot="range">
        <TimeRange
          range={range}
          quick={quick}
          onRange={(next) => change(rangeChange(next))}
          tz={search.tz}
          onTz={(tz) => change({ tz })}
        />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={oldestOf(requests.data?.current.asOf, databases.data?.asOf)}
          refreshing={page.refreshing}
          onRefresh={page.refresh}
          paused={search.peek !== undefined}
          liveTopics={page.endsNow ? topics : undefined}
        />
      </TopBarSlot>
      <VerdictLine requests={requests} databases={databases} before={before} more={findings} />
      <div className="mb-4 grid grid-cols-1 gap-4 xl:grid-cols-2">
        <ApiLatency page={page} query={requests} crosshair={crosshair} height={height} />
        <div id="databases" className="scroll-mt-(--top-bar)">
          <DatabaseLatency page={page} query={databases} crosshair={crosshair} height={height} />
        </div>
      </div>
      <div id="endpoints" className="scroll-mt-(--top-bar)">
        <EndpointsPanel page={page} query={requests} />
      </div>
      {children}
    </>
  );
}

const oldestOf = (...moments: readonly (string | undefined)[]): Date | undefined => {
  const [oldest] = moments.filter((at) => at !== undefined).toSorted();
  return oldest === undefined ? undefined : new Date(oldest);
};
