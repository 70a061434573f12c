import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mappingPresets, type MappingPreset } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import type { StoredDelivery } from '../inbox/inbox.ts';
import { alertmanager } from './alertmanager.ts';
import type { AlertDriver } from './alert-driver.ts';
import { generic } from './generic.ts';
import { github } from './github.ts';
import { fingerprintOf } from './reading/label-fingerprint.ts';
import { sentry } from './sentry.ts';

/**
 * What senders really sent. It is no part of the repository: where the folder is absent this suite
 * is passed over, and says so.
 */
const folder = new URL('../../../../../shared/fixtures/', import.meta.url);
const isHere = existsSync(folder);
const about = isHere ? 'the collected alerts' : 'the collected alerts (not on this machine)';
const open = (name: string): Buffer => readFileSync(new URL(name, folder));
const list = (name: string): string[] => (isHere ? readdirSync(new URL(name, folder)) : []);

const receivedAt = new Date('2026-11-21T10:00:00Z');
const delivery = (name: string, headers: Record<string, string> = {}): StoredDelivery => ({
  id: '019ab5a0-0000-7000-8000-000000000001',
  receivedAt,
  sourceId: '019ab5a0-0000-7000-8000-000000000002',
  query: {},
  headers: { 'content-type': 'application/json', ...headers },
  body: open(name),
});
const source = (mapping: unknown = null) => ({ id: 'source', name: 'Source', mapping });

/** `firing warning …`, `ignored: …`, `refused: …`: what became of it. */
const hear = (driver: AlertDriver, sent: StoredDelivery, mapping?: unknown) => {
  try {
    const heard = driver.hear(sent, source(mapping));
    if ('ignored' in heard) return { told: [`ignored: ${heard.ignored}`], reports: [] };
    const told = heard.alerts.map(({ report, isOnlyAnEnd }) => {
      const word = isOnlyAnEnd ? 'cleared' : report.status;
      const state = report.isAcknowledgedBySender ? 'acknowledged' : word;
      return `${state} ${report.severity} ${report.name}`;
    });
    const deployed = (heard.deploys ?? []).map(
      ({ status, environment, sha }) => `${status} ${environment} ${sha}`,
    );
    return {
      told: [...told, ...deployed],
      reports: heard.alerts.map(({ report }) => report),
      heard,
    };
  } catch (error) {
    return { told: [`refused: ${error instanceof Error ? error.message : ''}`], reports: [] };
  }
};

describe.skipIf(!isHere)(about, () => {
  describe('of Alertmanager', () => {
    it.each(list('alertmanager/').filter((name) => name.startsWith('captured')))(
      '%s: as it says itself',
      (name) => {
        const { alerts, groupLabels } = JSON.parse(open(`alertmanager/${name}`).toString());
        const { reports } = hear(alertmanager, delivery(`alertmanager/${name}`));
        expect(reports).toHaveLength(alerts.length);
        for (const [index, report] of reports.entries()) {
          const sent = alerts[index];
          expect(report).toMatchObject({
            fingerprint: sent.fingerprint,
            name: sent.labels.alertname,
            severity: sent.labels.severity ?? 'warning',
            status: sent.status,
            labels: sent.labels,
            service: sent.labels.service,
            startedAt: new Date(sent.startsAt),
            endedAt: sent.status === 'resolved' ? new Date(sent.endsAt) : null,
            isAcknowledgedBySender: false,
          });
          // Left out, it is the same.
          expect(fingerprintOf(sent.labels)).toBe(sent.fingerprint);
          for (const value of Object.values(groupLabels))
            expect(report.groupKey).toContain(JSON.stringify(value));
        }
      },
    );

    it('says what was left out', () => {
      const { heard } = hear(
        alertmanager,
        delivery('alertmanager/captured-0.25.truncated-5-to-2.json'),
      );
      expect(heard).toMatchObject({
        isTruncated: true,
        note: 'The sender left 3 alerts out (max_alerts).',
      });
    });

    it('of an older one without group labels', () => {
      const { told, reports } = hear(alertmanager, delivery('alertmanager/zulip.alert.json'));
      const fires = 'firing critical High CPU Temperature';
      expect(told).toEqual([fires, fires]);
      expect(reports[0]).toMatchObject({ groupKey: null, endedAt: null });
      const over = hear(alertmanager, delivery('alertmanager/zulip.single_alert.json'));
      expect(over.told).toEqual(['resolved critical High CPU Temperature']);
      // The year 1 is no time: when it was received is taken.
      expect(over.reports[0]?.endedAt).toBeNull();
    });

    it('with nothing but labels', () => {
      const { told, reports } = hear(
        alertmanager,
        delivery('alerts-misc/server-monitoring.alertmanager.json'),
      );
      expect(told).toEqual(['firing warning DiskSpaceLow']);
      const labels = {
        alertname: 'DiskSpaceLow',
        instance: 'db-server-01',
        severity: 'warning',
      };
      expect(reports[0]).toMatchObject({
        fingerprint: fingerprintOf(labels),
        startedAt: receivedAt,
        description: 'Disk usage above 85%',
      });
    });
  });

  describe('of Sentry', () => {
    const resourceOf = (name: string): Record<string, string> => {
      if (name.startsWith('zulip.issue')) return { 'sentry-hook-resource': 'issue' };
      return name.startsWith('zulip.event') ? { 'sentry-hook-resource': 'event_alert' } : {};
    };
    const old =
      'refused: The header Sentry-Hook-Resource is missing: the old webhooks plugin is not read, an internal integration is.';
    const expected: Record<string, readonly [told: string, fingerprint?: string]> = {
      deprecated_exception_message: [old],
      webhook_event_for_exception_python: [old],
      event_for_exception_golang: [
        'firing warning *url.Error: Get "bad_url": unsupported protocol scheme ""',
        'issue:1637164584',
      ],
      event_for_exception_node: [
        'firing warning Error: Sample error from node.',
        'issue:1638852747',
      ],
      event_for_exception_python: [
        'firing warning Exception: Custom exception!',
        'issue:1635244907',
      ],
      event_for_message_golang: [
        'firing info A test message event from golang.',
        'issue:1638844654',
      ],
      event_for_message_python: ['firing info A simple message-based issue.', 'issue:1635261062'],
      issue_created_for_exception: [
        'firing warning Exception: Custom exception!',
        'issue:1635244907',
      ],
      issue_created_for_message: ['firing info A simple message-based issue.', 'issue:1635261062'],
      issue_assigned_to_individual: [
        'acknowledged info A test message event from golang.',
        'issue:1638844654',
      ],
      issue_assigned_to_team: [
        'acknowledged warning Exception: program has entered an invalid state.',
        'issue:1638821441',
      ],
      issue_ignored: [
        'acknowledged warning Exception: program has entered an invalid state.',
        'issue:1638821441',
      ],
      issue_resolved: [
        'resolved warning Exception: program has entered an invalid state.',
        'issue:1638821441',
      ],
    };

    it.each(list('sentry/'))('%s', (name) => {
      const known = expected[name.replace(/^zulip\.|\.json$/g, '')];
      const { told, reports } = hear(sentry, delivery(`sentry/${name}`, resourceOf(name)));
      expect(told).toEqual([known?.[0]]);
      expect(reports[0]?.fingerprint).toBe(known?.[1]);
      if (reports[0]) expect(reports[0].service).toBe('zulip-integration-testing');
    });

    it('of the moment that they say', () => {
      const { reports } = hear(
        sentry,
        delivery('sentry/zulip.event_for_exception_python.json', {
          'sentry-hook-resource': 'event_alert',
        }),
      );
      expect(reports[0]).toMatchObject({
        startedAt: new Date('2020-04-28T13:56:05.903Z'),
        labels: { project: 'zulip-integration-testing', level: 'error', platform: 'python' },
      });
    });
  });

  describe('of GitHub', () => {
    const expected: Record<string, string> = {
      'deployment_status.json': 'succeeded production f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
      'ping.json': 'ignored: GitHub tried the address out: it works.',
      'workflow_run.completed.failure.json': 'firing warning Workflow failed: Synchronize Upstream',
      'workflow_run.completed.with-pull-requests.json': 'cleared warning Workflow failed: test',
      'workflow_run.requested.json': 'ignored: The run is requested, not completed.',
    };

    it.each(list('github/'))('%s', (name) => {
      const event = name.split('.')[0] ?? '';
      const { told } = hear(github, delivery(`github/${name}`, { 'x-github-event': event }));
      expect(told).toEqual([expected[name] ?? `ignored: Nothing is read of the event ${event}.`]);
    });

    it('of a failed run, with where and when', () => {
      const { reports } = hear(
        github,
        delivery('github/workflow_run.completed.failure.json', {
          'x-github-event': 'workflow_run',
        }),
      );
      expect(reports).toEqual([
        expect.objectContaining({
          fingerprint: 'daeuniverse/daed-1 60721648 main',
          groupKey: 'daeuniverse/daed-1 60721648',
          service: 'daed-1',
          startedAt: new Date('2023-07-17T12:35:19Z'),
          endedAt: null,
          url: 'https://github.com/daeuniverse/daed-1/actions/runs/5575671183',
          description:
            "Run 15 of Synchronize Upstream failed on main: Merge branch 'daeuniverse:main' into main",
        }),
      ]);
    });
  });

  describe('of any other sender', () => {
    const presetOf: Record<string, MappingPreset> = {
      newrelic: 'newRelic',
      uptimerobot: 'uptimeRobot',
    };
    const unmapped = (word: string): string =>
      `refused: The mapping does not fit this body. ${word} Try it on this delivery on the page of sources.`;
    const noStatus = unmapped('status: There is no status, and nothing says what to take instead.');
    const noName = unmapped('name: There is no name, and an alert must have one.');
    const ignored = 'ignored: Its status says that it is of no interest.';
    const expected: Record<string, string> = {
      'circleci/github_bionic_backend_frontend_failure': 'firing warning bionic-backend-frontend',
      'circleci/github_bionic_production_build_success_multiple_parties':
        'cleared warning bionic-production-build',
      'circleci/github_bionic_production_install_cancelled': ignored,
      'honeybadger/checkin': 'firing warning Aloha',
      'honeybadger/test_error': 'firing warning TestingException',
      'honeybadger/uptime': 'cleared warning Aloha',
      'netlify/deploy_building': ignored,
      'netlify/deploy_created': 'cleared warning objective-jepsen-35fbb2',
      'netlify/deploy_locked': 'cleared warning objective-jepsen-35fbb2',
      'netlify/deploy_unlocked': 'cleared warning objective-jepsen-35fbb2',
      'newrelic/incident_acknowledged_new': 'acknowledged warning Server Down',
      'newrelic/incident_acknowledged_old': 'acknowledged warning Server Down',
      'newrelic/incident_closed_new': 'resolved warning Server Down',
      'newrelic/incident_closed_old': 'resolved warning Server Down',
      'newrelic/incident_created_new': 'firing warning Server Down',
      'newrelic/incident_default_fields_old': 'firing warning New Relic incident',
      'newrelic/incident_malformatted_time_new': 'acknowledged warning Server Down',
      'newrelic/incident_malformatted_time_old': 'firing warning Server Down',
      'newrelic/incident_missing_state_new': noStatus,
      'newrelic/incident_missing_timestamp_new': 'acknowledged warning Server Down',
      'newrelic/incident_missing_timestamp_old': 'firing warning Server Down',
      'newrelic/incident_state_not_recognized_new': unmapped(
        'status: “hello world” is no status: say what it means.',
      ),
      'newrelic/incident_state_not_recognized_old': unmapped(
        'status: “hello world” is no status: say what it means.',
      ),
      'newrelic/incident_time_too_large_new': 'firing warning Server Down',
      'opsgenie/acknowledge': 'acknowledged warning test alert',
      'opsgenie/create': 'firing warning another alert',
      'opsgenie/delete': 'resolved warning test alert',
      'opsgenie/unacknowledge': 'firing warning test alert',
      'pagerduty/acknowledge': 'acknowledged warning It is on fire',
      'pagerduty/acknowledge_v2': 'acknowledged critical My new incident',
      'pagerduty/acknowledged_v3': 'acknowledged critical Test Incident',
      'pagerduty/auto_resolved': 'resolved warning new',
      'pagerduty/resolve_v2': 'resolved critical My new incident',
      'pagerduty/resolved': 'resolved warning It is on fire',
      'pagerduty/trigger': 'firing warning foo',
      'pagerduty/trigger_v2': 'firing critical My new incident',
      'pagerduty/trigger_without_assignee_v2': 'firing critical My new incident',
      'pagerduty/triggered_v3': 'firing critical Test Incident 3',
      'pagerduty/unacknowledge': 'firing warning foo',
      'pagerduty/unacknowledged_v3': 'firing critical Test Incident',
      'pingdom/http_up_to_down': 'firing critical Test check',
      'pingdom/imap_down_to_up': 'resolved critical IMAP check',
      'pingdom/smtp_up_to_down': 'firing critical SMTP check',
      'rollbar/event_occurred_10_exp_n_items': 'firing warning An Error',
      'rollbar/every_occurrence': 'firing warning new again again',
      'rollbar/new_item': 'firing warning An Error',
      'rollbar/reactivated_item': 'firing warning All set.',
      'rollbar/reopened_item': 'firing warning All set.',
      'rollbar/test': ignored,
      'splunk/missing_search_name': 'firing warning Splunk alert',
      'statuspage/component_status_update': 'firing info Database component',
      'statuspage/incident_created': 'firing info Database query delays',
      'uptimerobot/uptimerobot_invalid_payload_with_missing_data': noName,
      'uptimerobot/uptimerobot_monitor_down': 'firing critical Web Server',
      'uptimerobot/uptimerobot_monitor_up': 'resolved critical Mail Server',
      'zabbix/zabbix_alert':
        'firing warning Zabbix agent on www.example.com is unreachable for 5 minutes',
      'zabbix/zabbix_invalid_payload_with_missing_data':
        'firing warning Zabbix agent on www.example.com is unreachable for 5 minutes',
    };
    const names = list('alerts-misc/')
      .filter((name) => !name.endsWith('.json') && name !== 'keep')
      .flatMap((tool) => list(`alerts-misc/${tool}/`).map((file) => `${tool}/${file}`));

    it.each(names)('%s', (name) => {
      const tool = name.split('/')[0] ?? '';
      const preset = mappingPresets[presetOf[tool] ?? (tool as MappingPreset)];
      const { told, reports } = hear(generic, delivery(`alerts-misc/${name}`), preset.mapping);
      const known = expected[name.replace('zulip.', '').replace('.json', '')];
      if (known === undefined) expect(told.join()).toMatch(/^(ignored|firing warning|resolved)/);
      else expect(told).toEqual([known]);
      for (const report of reports) {
        expect(report.startedAt.getTime()).toBeLessThanOrEqual(receivedAt.getTime());
        expect(report.fingerprint).toMatch(/^[\w:.-]+$/);
      }
    });

    it('that needs no mapping', () => {
      const { told, reports } = hear(
        generic,
        delivery('alerts-misc/server-monitoring.grafana.json'),
      );
      expect(told).toEqual(['firing critical HighCPU']);
      expect(reports[0]).toMatchObject({ service: 'web-server-01' });
    });

    it('of PagerDuty as another console expects it', () => {
      const { told } = hear(
        generic,
        delivery('alerts-misc/server-monitoring.pagerduty.json'),
        mappingPresets.pagerduty.mapping,
      );
      expect(told).toEqual(['firing critical High CPU on web-server-01']);
    });

    it.each(list('alerts-misc/keep/'))('keep/%s, a rule and no delivery, is refused', (name) => {
      expect(hear(generic, delivery(`alerts-misc/keep/${name}`)).told).toEqual([noName]);
    });
  });
});
