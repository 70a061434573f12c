import type { AlertMapping } from '../alert-mapping.ts';
import { from } from './from.ts';

export const opsgenie: AlertMapping = {
  fields: {
    name: from('/alert/message'),
    status: from('/action'),
    severity: from('/alert/priority'),
    fingerprint: from('/alert/alertId', '/alert/alias'),
    description: from('/alert/description', '/alert/note'),
    service: from('/alert/entity'),
    groupKey: from('/alert/alias'),
    startedAt: from('/alert/createdAt'),
    endedAt: from('/alert/updatedAt'),
  },
  statuses: {
    Create: 'firing',
    UnAcknowledge: 'firing',
    Escalate: 'firing',
    Acknowledge: 'acknowledged',
    Close: 'resolved',
    Delete: 'resolved',
    '*': 'ignored',
  },
  severities: {
    P1: 'critical',
    P2: 'critical',
    P3: 'warning',
    P4: 'info',
    P5: 'info',
    '1': 'critical',
    '2': 'critical',
    '3': 'warning',
    '4': 'info',
    '5': 'info',
  },
  labels: {
    alias: '/alert/alias',
    entity: '/alert/entity',
    integration: '/integrationName',
    tag: '/alert/tags/0',
  },
};

/** Webhooks of version 3, and the messages of those before. */
export const pagerduty: AlertMapping = {
  list: '/messages',
  fields: {
    name: from(
      '/event/data/title',
      '/incident/title',
      '/data/incident/trigger_summary_data/subject',
      '/data/incident/trigger_summary_data/description',
      '/data/incident/incident_key',
    ),
    status: from('/event/event_type', '/event', '/type'),
    severity: from('/event/data/urgency', '/incident/urgency', '/data/incident/urgency'),
    fingerprint: from('/event/data/id', '/incident/id', '/data/incident/id'),
    description: from('/incident/description', '/data/incident/trigger_summary_data/description'),
    service: from(
      '/event/data/service/summary',
      '/event/data/service/name',
      '/incident/service/name',
      '/data/incident/service/name',
    ),
    url: from('/event/data/html_url', '/incident/html_url', '/data/incident/html_url'),
    startedAt: from(
      '/event/data/created_at',
      '/event/occurred_at',
      '/incident/created_at',
      '/data/incident/created_on',
    ),
    endedAt: from('/event/occurred_at', '/created_on'),
  },
  statuses: {
    'incident.triggered': 'firing',
    'incident.trigger': 'firing',
    'incident.unacknowledged': 'firing',
    'incident.unacknowledge': 'firing',
    'incident.reopened': 'firing',
    'incident.acknowledged': 'acknowledged',
    'incident.acknowledge': 'acknowledged',
    'incident.resolved': 'resolved',
    'incident.resolve': 'resolved',
    '*': 'ignored',
  },
  severities: { high: 'critical', low: 'warning' },
  labels: { number: '/event/data/number' },
};

/** Of workflows, and the classic ones. */
export const newRelic: AlertMapping = {
  fields: {
    name: { from: ['/condition_name', '/title'], otherwise: 'New Relic incident' },
    status: from('/state', '/current_state'),
    severity: { from: ['/priority', '/severity'], otherwise: 'warning' },
    fingerprint: from('/id', '/issueId', '/incident_id'),
    description: from('/details'),
    service: from('/targets/0/name', '/impactedEntities/0'),
    groupKey: from('/policy_name', '/alertPolicyNames/0'),
    url: from('/issueUrl', '/incident_url'),
    startedAt: from('/createdAt', '/timestamp'),
  },
  statuses: {
    activated: 'firing',
    created: 'firing',
    open: 'firing',
    acknowledged: 'acknowledged',
    closed: 'resolved',
  },
  labels: { policy: '/alertPolicyNames/0', owner: '/owner' },
};

/** A body of the macro template that the reference shows. */
export const zabbix: AlertMapping = {
  fields: {
    name: from('/trigger'),
    status: from('/status'),
    severity: from('/severity'),
    description: from('/item'),
    service: from('/hostname'),
    url: from('/link'),
  },
  statuses: { PROBLEM: 'firing', OK: 'resolved', RESOLVED: 'resolved' },
  severities: {
    Disaster: 'critical',
    High: 'critical',
    Average: 'warning',
    Warning: 'warning',
    Information: 'info',
    'Not classified': 'info',
  },
  labels: { host: '/hostname' },
};

/** A body of the template that the reference shows. */
export const datadog: AlertMapping = {
  fields: {
    name: from('/title'),
    status: from('/transition'),
    severity: from('/priority', '/type'),
    fingerprint: from('/cycleKey', '/id'),
    description: from('/message'),
    service: from('/service', '/host'),
    url: from('/url'),
    startedAt: from('/date'),
  },
  statuses: {
    Triggered: 'firing',
    'Re-Triggered': 'firing',
    Warn: 'firing',
    'Re-Warn': 'firing',
    'No Data': 'firing',
    'Re-No Data': 'firing',
    Renotify: 'firing',
    Recovered: 'resolved',
    '*': 'ignored',
  },
  severities: { success: 'info' },
  labels: { host: '/host' },
};
