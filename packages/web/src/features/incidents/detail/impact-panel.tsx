import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { ChartSkeleton } from '../../../ui/impact/chart-skeleton.tsx';
import { toChangeMarkers } from '../../../ui/impact/change-markers.tsx';
import {
  FigureChoice,
  hasRequests,
  NoRequestsThen,
  RequestsOverTime,
} from '../../../ui/impact/requests-over-time.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { impactQuery } from '../incidents.api.ts';
import { IncidentSearch } from './incident-search.ts';

interface ImpactPanelProps {
  id: string;
  openedAt: string;
}

/** What the product's requests did while the incident was open, and before. */
export function ImpactPanel({ id, openedAt }: ImpactPanelProps) {
  const [{ figure = 'errors' }, change] = useUrlState(IncidentSearch);
  const query = useQuery(impactQuery(id));
  const told = query.data?.changes;
  const isDrawn = query.data?.requests && hasRequests(query.data.requests);
  const changes = useMemo(() => toChangeMarkers(told ?? []), [told]);
  return (
    <Panel
      title="Impact"
      what="the requests around it"
      query={query}
      skeleton={<ChartSkeleton />}
      actions={
        isDrawn && (
          <FigureChoice
            value={figure}
            onChange={(next) => change({ figure: next === 'errors' ? undefined : next })}
          />
        )
      }
      isEmpty={() => !isDrawn}
      empty={<NoRequestsThen />}
    >
      {({ requests }) =>
        requests && (
          <RequestsOverTime
            requests={requests}
            figure={figure}
            namedBy="labels of its alerts"
            began={openedAt}
            changes={changes}
          />
        )
      }
    </Panel>
  );
}
