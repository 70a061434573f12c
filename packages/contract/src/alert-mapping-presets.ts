import type { AlertMapping } from './alert-mapping.ts';
import {
  circleci,
  honeybadger,
  netlify,
  rollbar,
  splunk,
} from './preset-mappings/error-and-build-tools.ts';
import { from } from './preset-mappings/from.ts';
import {
  datadog,
  newRelic,
  opsgenie,
  pagerduty,
  zabbix,
} from './preset-mappings/incident-tools.ts';
import { pingdom, statuspage, uptimeKuma, uptimeRobot } from './preset-mappings/uptime-tools.ts';

/** What a source takes until somebody says otherwise; the reference describes these bodies. */
export const plainMapping: AlertMapping = {
  list: '/alerts',
  fields: {
    name: from('/name', '/alertname', '/title', '/labels/alertname'),
    status: { from: ['/status', '/state'], otherwise: 'firing' },
    severity: { from: ['/severity', '/labels/severity'], otherwise: 'warning' },
    fingerprint: from('/fingerprint', '/id', '/dedupKey', '/dedup_key'),
    description: from('/description', '/message', '/summary', '/annotations/description'),
    service: from('/service', '/labels/service', '/instance', '/host'),
    groupKey: from('/groupKey', '/group'),
    url: from('/url', '/link'),
    startedAt: from('/startedAt', '/startsAt', '/timestamp'),
    endedAt: from('/endedAt', '/endsAt'),
    traceId: from('/traceId', '/trace_id'),
  },
  labels: { '*': '/labels', instance: '/instance', host: '/host' },
};

/** Mappings of senders that have no driver of their own; a beginning, to be tried and changed. */
export const mappingPresets = {
  plain: { title: 'Plain', mapping: plainMapping },
  circleci: { title: 'CircleCI', mapping: circleci },
  datadog: { title: 'Datadog', mapping: datadog },
  honeybadger: { title: 'Honeybadger', mapping: honeybadger },
  netlify: { title: 'Netlify', mapping: netlify },
  newRelic: { title: 'New Relic', mapping: newRelic },
  opsgenie: { title: 'Opsgenie', mapping: opsgenie },
  pagerduty: { title: 'PagerDuty', mapping: pagerduty },
  pingdom: { title: 'Pingdom', mapping: pingdom },
  rollbar: { title: 'Rollbar', mapping: rollbar },
  splunk: { title: 'Splunk', mapping: splunk },
  statuspage: { title: 'Statuspage', mapping: statuspage },
  uptimeKuma: { title: 'Uptime Kuma', mapping: uptimeKuma },
  uptimeRobot: { title: 'UptimeRobot', mapping: uptimeRobot },
  zabbix: { title: 'Zabbix', mapping: zabbix },
} as const satisfies Record<string, { title: string; mapping: AlertMapping }>;
export type MappingPreset = keyof typeof mappingPresets;
