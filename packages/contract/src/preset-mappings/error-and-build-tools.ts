import type { AlertMapping } from '../alert-mapping.ts';
import { from } from './from.ts';

export const honeybadger: AlertMapping = {
  fields: {
    name: from('/fault/klass', '/check_in/name', '/site/name'),
    status: from('/event'),
    severity: { from: [], otherwise: 'warning' },
    fingerprint: from('/fault/id', '/check_in/id', '/site/id'),
    description: from('/message'),
    service: from('/project/name'),
    url: from('/fault/url', '/check_in/url', '/site/url'),
    startedAt: from('/notice/created_at', '/check_in/expected_at', '/outage/down_at'),
    endedAt: from('/outage/up_at'),
  },
  statuses: {
    occurred: 'firing',
    unresolved: 'firing',
    down: 'firing',
    check_in_missing: 'firing',
    resolved: 'resolved',
    up: 'cleared',
    check_in_reporting: 'cleared',
    assigned: 'acknowledged',
    '*': 'ignored',
  },
  labels: { environment: '/notice/environment/environment_name', project: '/project/name' },
};

export const rollbar: AlertMapping = {
  fields: {
    name: from('/data/item/title'),
    status: from('/event_name'),
    severity: from(
      '/data/occurrence/level',
      '/data/item/last_occurrence/level',
      '/data/item/level',
    ),
    fingerprint: from('/data/item/id'),
    service: from('/data/item/last_occurrence/server/host', '/data/occurrence/server/host'),
    startedAt: from('/data/item/last_activated_timestamp', '/data/item/last_occurrence_timestamp'),
  },
  statuses: {
    new_item: 'firing',
    occurrence: 'firing',
    exp_repeat_item: 'firing',
    item_velocity: 'firing',
    reactivated_item: 'firing',
    reopened_item: 'firing',
    resolved_item: 'resolved',
    '*': 'ignored',
  },
  severities: { '50': 'critical', '40': 'warning', '30': 'warning', '20': 'info', '10': 'info' },
  labels: { environment: '/data/item/environment' },
};

/** Alerts of searches; they only ever fire. */
export const splunk: AlertMapping = {
  fields: {
    name: { from: ['/search_name'], otherwise: 'Splunk alert' },
    status: { from: [], otherwise: 'firing' },
    severity: { from: [], otherwise: 'warning' },
    description: from('/result/_raw'),
    service: from('/result/host'),
    groupKey: from('/search_name'),
    url: from('/results_link'),
    startedAt: from('/result/_time'),
  },
  labels: { host: '/result/host', source: '/result/source', app: '/app' },
};

export const netlify: AlertMapping = {
  fields: {
    name: from('/name'),
    status: from('/state'),
    severity: { from: [], otherwise: 'warning' },
    fingerprint: from('/site_id'),
    description: from('/error_message', '/title'),
    service: from('/name'),
    url: from('/admin_url'),
    startedAt: from('/updated_at', '/created_at'),
    endedAt: from('/published_at', '/updated_at'),
  },
  statuses: { error: 'firing', rejected: 'firing', ready: 'cleared', '*': 'ignored' },
  labels: { branch: '/branch', context: '/context' },
};

export const circleci: AlertMapping = {
  fields: {
    name: from('/payload/workflows/job_name', '/payload/workflows/workflow_name'),
    status: from('/payload/outcome'),
    severity: { from: [], otherwise: 'warning' },
    description: from('/payload/subject'),
    service: from('/payload/reponame'),
    groupKey: from('/payload/workflows/workflow_name'),
    url: from('/payload/build_url'),
    startedAt: from('/payload/stop_time'),
    endedAt: from('/payload/stop_time'),
  },
  statuses: {
    failed: 'firing',
    timedout: 'firing',
    infrastructure_fail: 'firing',
    success: 'cleared',
    '*': 'ignored',
  },
  labels: {
    repository: '/payload/reponame',
    branch: '/payload/branch',
    workflow: '/payload/workflows/workflow_name',
  },
};
