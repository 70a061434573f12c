import { listIncidents, type Incident } from '@taffrail/contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { Siren } from 'lucide-react';
import { useMemo } from 'react';
import type { ChartMarkers } from '../../../charts/draw/time-series/markers.tsx';
import { api } from '../../../lib/api.ts';
import { plural } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { incidentLooks } from '../../../ui/incident-looks.ts';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SeverityMark } from '../../../ui/severity.tsx';

/** The newest of all: what is marked more densely tells nothing. */
const mostMarked = 100;

const openedQuery = queryOptions({
  queryKey: ['incidents', 'marked'],
  queryFn: async ({ signal }) => {
    const query = { state: 'all', sort: 'opened', limit: mostMarked } as const;
    return (await api(listIncidents, { query }, { signal })).items;
  },
  placeholderData: keepPreviousData,
});

/** When incidents were opened, as a chart marks them; none for who may not see them. */
export const useIncidentMarkers = (): ChartMarkers => {
  const { data } = useQuery({ ...openedQuery, enabled: useCan('incidents.read') });
  return useMemo(
    () => ({
      id: 'incidents',
      icon: Siren,
      count: (count) => plural(count, 'incident'),
      items: (data ?? [])
        .filter(({ mergedInto }) => mergedInto === null)
        .map((incident) => ({
          id: incident.id,
          at: new Date(incident.openedAt),
          detail: <IncidentDetail incident={incident} />,
        })),
    }),
    [data],
  );
};

function IncidentDetail({ incident }: { incident: Incident }) {
  const { id, number, title, severity, state, openedAt } = incident;
  return (
    <span className="flex flex-col gap-0.5">
      <span className="flex flex-wrap items-center gap-x-2">
        <SeverityMark severity={severity} />
        <RelativeTime at={openedAt} className="text-muted" />
      </span>
      <Link to="/admin/incidents/$id" params={{ id }} className="break-words">
        #{number} {title}
      </Link>
      <span className="text-muted">{incidentLooks[state].word}</span>
    </span>
  );
}
