import type pg from 'pg';

interface ManyIncidents {
  readonly incidents: number;
  /** The newest of them: open or acknowledged. */
  readonly active: number;
  readonly before: string;
}

/** Incidents of half a year, evenly over time, each with an alert of its own. */
export const fillIncidents = async (
  owner: pg.Pool,
  { incidents, active, before }: ManyIncidents,
): Promise<void> => {
  await owner.query(
    `insert into incidents (id, title, service, severity, state, opened_at, acknowledged_at,
       first_acknowledged_at, resolved_at, closed_at, alert_count, firing_count, last_alert_at,
       trace_id)
     select gen_random_uuid(), 'Incident ' || n, 'service ' || n % 40,
       (array['critical', 'warning', 'info'])[1 + n % 3], state, at,
       case when state <> 'open' then at + interval '1 minute' end,
       case when state <> 'open' then at + interval '1 minute' end,
       case when state in ('resolved', 'closed') then at + interval '9 minutes' end,
       case when state = 'closed' then at + interval '10 minutes' end, 1,
       case when n <= $2 then 1 else 0 end, at, md5(n::text)
     from generate_series(1, $1::int) as n
     cross join lateral (
       select $3::timestamptz - n * interval '179 days' / $1::int as at,
         case when n > $2 then (array['resolved', 'closed'])[1 + n % 2]
           else (array['open', 'acknowledged'])[1 + n % 2] end as state
     ) as drawn`,
    [incidents, active, before],
  );
  await owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity,
       status, labels, annotations, service, is_acknowledged_by_sender, started_at, ended_at,
       first_seen_at, last_seen_at, settled_at, occurrences, recent_starts, is_grouped, trace_id,
       version)
     select gen_random_uuid(), 'generic', id, 'A source', id::text, title, severity,
       case when firing_count > 0 then 'firing' else 'resolved' end, '{}', '{}', service, false,
       opened_at, resolved_at, opened_at, opened_at, opened_at, 1, array[opened_at], true, trace_id, 1
     from incidents`,
  );
  await owner.query(
    `insert into incident_alerts (incident_id, alert_id, source_kind, source_id, name, service,
       severity, status, joined_at, changed_at)
     select a.source_id, a.id, a.source_kind, a.source_id, a.name, a.service, a.severity, a.status,
       a.started_at, a.started_at
     from alerts a join incidents i on i.id = a.source_id`,
  );
};
