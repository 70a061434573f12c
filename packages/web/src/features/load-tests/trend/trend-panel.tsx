import type { LoadTestRun } from '@taffrail/contract';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { TrendStrip } from './trend-strip.tsx';

interface TrendPanelProps {
  query: PanelQuery<readonly LoadTestRun[]>;
  /** False where there is no test whose runs could be shown. */
  isAsked: boolean;
}

/** The last runs of one test beside each other. */
export function TrendPanel({ query, isAsked }: TrendPanelProps) {
  const name = query.data?.[0]?.loadTest.name;
  if (!isAsked && !query.data?.length) return null;
  return (
    <Panel
      title={name === undefined ? 'Last runs' : `Last runs of ${name}`}
      what="the last runs"
      query={query}
      className="mb-4"
      skeleton={<Skeleton className="h-49 w-full" />}
      isEmpty={(runs) => runs.length === 0}
      empty={<p className="text-muted">It has not been run yet.</p>}
    >
      {(runs) => <TrendStrip runs={runs} />}
    </Panel>
  );
}
