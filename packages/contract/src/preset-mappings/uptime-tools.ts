import type { AlertMapping } from '../alert-mapping.ts';
import { from } from './from.ts';

export const uptimeRobot: AlertMapping = {
  fields: {
    name: from('/monitor_friendly_name'),
    status: from('/alert_type_friendly_name'),
    severity: { from: [], otherwise: 'critical' },
    fingerprint: from('/monitor_id', '/monitor_url'),
    description: from('/alert_details'),
    service: from('/monitor_friendly_name'),
    url: from('/monitor_url'),
    startedAt: from('/alert_datetime'),
  },
  statuses: { Down: 'firing', Up: 'resolved', '*': 'ignored' },
  labels: { monitor: '/monitor_url' },
};

/** Of Uptime Kuma; the test of its page has neither heartbeat nor monitor. */
export const uptimeKuma: AlertMapping = {
  fields: {
    name: { from: ['/monitor/name'], otherwise: 'Uptime Kuma' },
    status: { from: ['/heartbeat/status'], otherwise: 'test' },
    severity: { from: [], otherwise: 'critical' },
    fingerprint: from('/monitor/id'),
    description: from('/heartbeat/msg', '/msg'),
    service: from('/monitor/name'),
    url: from('/monitor/url'),
    startedAt: from('/heartbeat/time'),
    endedAt: from('/heartbeat/time'),
  },
  statuses: { '0': 'firing', '1': 'cleared', '*': 'ignored' },
  labels: { monitor: '/monitor/name', type: '/monitor/type' },
};

export const pingdom: AlertMapping = {
  fields: {
    name: from('/check_name'),
    status: from('/current_state'),
    severity: { from: [], otherwise: 'critical' },
    fingerprint: from('/check_id'),
    description: from('/long_description', '/description'),
    service: from('/check_params/hostname', '/check_name'),
    url: from('/check_params/full_url'),
    startedAt: from('/state_changed_timestamp'),
    endedAt: from('/state_changed_timestamp'),
  },
  statuses: { DOWN: 'firing', UP: 'resolved', SUCCESS: 'resolved', FAILING: 'firing' },
  labels: { type: '/check_type', host: '/check_params/hostname' },
};

/** Of a page that one subscribes to: incidents, and the states of components. */
export const statuspage: AlertMapping = {
  fields: {
    name: from('/incident/name', '/component/name'),
    status: from('/incident/status', '/component/status'),
    severity: from('/incident/impact', '/component/status'),
    fingerprint: from('/incident/id', '/component/id'),
    description: from('/incident/incident_updates/0/body', '/component/description'),
    service: from('/component/name', '/incident/components/0/name'),
    url: from('/incident/shortlink'),
    startedAt: from('/incident/created_at', '/component_update/created_at'),
    endedAt: from('/incident/resolved_at', '/component_update/created_at'),
  },
  statuses: {
    investigating: 'firing',
    identified: 'firing',
    monitoring: 'firing',
    resolved: 'resolved',
    postmortem: 'resolved',
    degraded_performance: 'firing',
    partial_outage: 'firing',
    major_outage: 'firing',
    under_maintenance: 'firing',
    operational: 'cleared',
    '*': 'ignored',
  },
  severities: {
    none: 'info',
    minor: 'warning',
    major: 'critical',
    critical: 'critical',
    degraded_performance: 'warning',
    partial_outage: 'critical',
    major_outage: 'critical',
    under_maintenance: 'info',
    operational: 'info',
  },
};
