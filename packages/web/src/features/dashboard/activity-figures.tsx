import type { Dashboard, UsageToday } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCan } from '../../lib/me.ts';
import { Kpi } from '../../ui/kpi.tsx';
import { AiCostCard } from './ai-cost-card.tsx';
import type { Shown } from './dashboard.api.ts';
import { FigureGroup } from './figure-group.tsx';
import { againstText, rowRanges, versusTexts } from './period.ts';

interface ActivityFiguresProps {
  query: UseQueryResult<Shown<Dashboard>>;
  /** Absent where nobody may see it, and where no AI job has ever come. */
  aiCost: UseQueryResult<UsageToday> | undefined;
}

/** How much goes on, each a link to the actions that it counts; and what AI costs today. */
export function ActivityFigures({ query, aiCost }: ActivityFiguresProps) {
  const mayReadLog = useCan('activity.read');
  return (
    <FigureGroup
      title="Activity"
      query={query}
      count={aiCost ? 4 : 3}
      against={({ asked, range, timeZone, kpis }) =>
        kpis.some(({ previous }) => previous !== null)
          ? againstText(asked, range.previousTo, timeZone)
          : undefined
      }
    >
      {({ asked, kpis }) => (
        <>
          {kpis.map(({ metric, value, previous, series }) => (
            <Kpi
              key={metric}
              metric={metric}
              value={value}
              comparison={{ value, previous }}
              versus={versusTexts[asked]}
              series={series.map((day) => day.value)}
              // The log reads `now/d` in the zone of its own address: the reporting one by default.
              link={
                mayReadLog
                  ? { to: '/admin/activity', search: { range: rowRanges[asked] } }
                  : undefined
              }
            />
          ))}
          {aiCost && <AiCostCard query={aiCost} />}
        </>
      )}
    </FigureGroup>
  );
}
