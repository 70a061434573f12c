import type { AlertDetail, ChangeTopic } from '@taffrail/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { ChartPanelAway, ChartPanelWaiting } from '../../../ui/impact/chart-skeleton.tsx';
import { later } from '../../../ui/later.tsx';
import { Link } from '../../../ui/link.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { alertStatusWords } from '../../../ui/severity.tsx';
import { TraceChain } from '../../../ui/trace-chain/trace-chain.tsx';
import { alertQuery } from '../alerts.api.ts';
import { AlertEvents } from './alert-events.tsx';
import { AlertFacts } from './alert-facts.tsx';
import { AlertPayload } from './alert-payload.tsx';
import { AlertSearch } from './alert-search.ts';
import { ResolveButton } from './resolve-button.tsx';
import { SimilarAlerts } from './similar-alerts.tsx';

/** The chart comes behind what an alert is. */
const MetricPanel = later(
  async () => (await import('./metric-panel.tsx')).MetricPanel,
  ChartPanelAway,
);

const topics: readonly ChangeTopic[] = ['alerts', 'incidents'];

/** One alert: what is wrong, since when, what was told of it, and what was done about it. */
function AlertDetails() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(alertQuery(id));
  const alert = query.data;
  useOpenIncident(alert);
  const client = useQueryClient();
  const refresh = useCallback(
    () => void client.invalidateQueries({ queryKey: ['alerts'] }),
    [client],
  );
  return (
    <>
      <PageHead
        title={alert?.name ?? 'Alert'}
        purpose="What is wrong, since when, what was told of it, and what was done about it."
        {...(alert && { documentTitle: `${alert.name} · ${alertStatusWords[alert.status]}` })}
        actions={
          <>
            <Link to="/admin/alerts">All alerts</Link>
            {alert && <ResolveButton alert={alert} />}
          </>
        }
      />
      <QueryRefresh query={query} refresh={refresh} liveTopics={topics} />
      <Panel title="Alert" titleHidden what="the alert" query={query} className="mb-4">
        {(shown) => <AlertFacts alert={shown} />}
      </Panel>
      {alert && (
        <>
          <MetricPanel
            key={alert.id}
            alert={alert}
            className="mb-4"
            waiting={<ChartPanelWaiting title="Metric that fired" className="mb-4" />}
          />
          <TraceChain place="alert" id={alert.id} className="mb-4" />
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <AlertEvents alert={alert} />
            <div className="flex min-w-0 flex-col gap-4">
              <SimilarAlerts alert={alert} />
              <AlertPayload id={alert.id} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

const useOpenIncident = (alert: AlertDetail | undefined): void => {
  const navigate = useNavigate();
  const incident = alert?.incident;
  useShortcut(
    'i',
    'Open the incident',
    incident
      ? () => void navigate({ to: '/admin/incidents/$id', params: { id: incident.id } })
      : undefined,
    'Records',
  );
};

export const AlertPage = withSearch(AlertSearch, AlertDetails);
