import { incidentLooks } from '../../../ui/incident-looks.ts';
import type { ChangeTopic, IncidentDetail } from '@taffrail/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { announce } from '../../../lib/announce.ts';
import { useCan } from '../../../lib/me.ts';
import { formatCount, plural } from '../../../lib/format.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { ChartPanelAway, ChartPanelWaiting } from '../../../ui/impact/chart-skeleton.tsx';
import { later } from '../../../ui/later.tsx';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { TopBarSlot } from '../../../ui/page-slots.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshControl } from '../../../ui/refresh-control.tsx';
import { SeverityBadge } from '../../../ui/severity.tsx';
import { TraceChain } from '../../../ui/trace-chain/trace-chain.tsx';
import { ActionBar } from '../acting/action-bar.tsx';
import { numberOf } from '../incident-words.ts';
import { incidentQuery, incidentsKey } from '../incidents.api.ts';
import { AlertsPanel } from './alerts-panel.tsx';
import { AnalysisPanel } from './analysis-panel.tsx';
import { IncidentSearch } from './incident-search.ts';
import { Properties } from './properties.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { Stepper } from './stepper.tsx';
import { Timeline } from './timeline.tsx';

/** The chart comes behind what an incident is. */
const ImpactPanel = later(
  async () => (await import('./impact-panel.tsx')).ImpactPanel,
  ChartPanelAway,
);

const topics: readonly ChangeTopic[] = ['incidents', 'alerts', 'pipelines', 'notifications'];

/** One incident: where it stands, what happened, and what may be done. */
function IncidentDetails() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(incidentQuery(id));
  const incident = query.data;
  useAnnouncedState(incident);
  const title = incident ? `${numberOf(incident)} ${incident.title}` : 'Incident';
  return (
    <>
      <PageHead
        title={title}
        purpose="Where it stands, what happened, and what may be done."
        {...(incident && {
          documentTitle: `${title} · ${incidentLooks[incident.state].word}`,
        })}
        actions={
          <>
            <Link to="/admin/incidents">All incidents</Link>
            {incident && <ActionBar incident={incident} />}
          </>
        }
      />
      <Refresh query={query} />
      <Panel title="State" titleHidden what="the incident" query={query} className="mb-4">
        {(shown) => (
          <>
            <InShort incident={shown} />
            <Stepper incident={shown} />
          </>
        )}
      </Panel>
      {incident && <Details incident={incident} />}
    </>
  );
}

/** What whoever was called wants to know first. */
function InShort({ incident }: { incident: IncidentDetail }) {
  const { severity, service, owner, alerts } = incident;
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1">
      <SeverityBadge severity={severity} />
      {service !== null && <span className="break-words">{service}</span>}
      <span className="text-muted">
        {formatCount(alerts.firing)} of {plural(alerts.total, 'alert')}{' '}
        {alerts.firing === 1 ? 'fires' : 'fire'}
      </span>
      <span className="text-muted">{owner ? `${owner.name} has it` : 'Nobody has it'}</span>
    </p>
  );
}

function Details({ incident }: { incident: IncidentDetail }) {
  const [{ tab }, change] = useUrlState(IncidentSearch);
  const { id, mergedInto, openedAt } = incident;
  const maySeeRequests = useCan('operations.read');
  return (
    <>
      {mergedInto && (
        <Notice status="info" className="mb-4">
          It became part of{' '}
          <Link to="/admin/incidents/$id" params={{ id: mergedInto.id }}>
            {numberOf(mergedInto)} {mergedInto.title}
          </Link>
          : its alerts and runs are there.
        </Notice>
      )}
      <TraceChain place="incident" id={id} className="mb-4" />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {maySeeRequests && (
            <ImpactPanel
              id={id}
              openedAt={openedAt}
              waiting={<ChartPanelWaiting title="Impact" />}
            />
          )}
          <Timeline id={id} layer={tab} onLayer={(layer) => change({ tab: layer })} />
          <AnalysisPanel id={id} />
          <AlertsPanel key={id} incident={incident} />
          <RunsPanel key={`runs of ${id}`} id={id} />
        </div>
        <Properties incident={incident} />
      </div>
    </>
  );
}

/** All of the page together. */
function Refresh({ query }: { query: { data: IncidentDetail | undefined; isFetching: boolean } }) {
  const client = useQueryClient();
  const refresh = useCallback(
    () => void client.invalidateQueries({ queryKey: incidentsKey }),
    [client],
  );
  return (
    <TopBarSlot slot="refresh">
      <RefreshControl
        asOf={query.data && new Date(query.data.asOf)}
        refreshing={query.isFetching}
        onRefresh={refresh}
        liveTopics={topics}
      />
    </TopBarSlot>
  );
}

/** What somebody else, or the incident itself, did meanwhile cannot wait. */
const useAnnouncedState = (incident: IncidentDetail | undefined): void => {
  const known = useRef<{ id: string; state: IncidentDetail['state'] }>(undefined);
  useEffect(() => {
    if (!incident) return;
    const { id, state } = incident;
    if (known.current?.id === id && known.current.state !== state)
      announce(
        `${numberOf(incident)} is ${incidentLooks[state].word.toLowerCase()} now`,
        'assertive',
      );
    known.current = { id, state };
  }, [incident]);
};

export const IncidentPage = withSearch(IncidentSearch, IncidentDetails);
