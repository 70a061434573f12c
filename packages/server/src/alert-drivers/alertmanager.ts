import { Unreadable } from '../inbox/inbox.ts';
import { limitBytes, mostAlerts, type AlertDriver, type HeardAlert } from './alert-driver.ts';
import { fingerprintOf, toKey } from './reading/label-fingerprint.ts';
import {
  firstLabel,
  readJson,
  readLabels,
  readObject,
  readScalar,
  readTraceId,
} from './reading/read-json.ts';
import { readTime } from './reading/read-time.ts';
import { readSeverity } from './reading/read-words.ts';

/** `{alertname="DiskFull", service="db"}`; null where everything is one group. */
const groupKeyOf = (groupLabels: Readonly<Record<string, string>>): string | null => {
  const names = Object.keys(groupLabels).toSorted();
  if (names.length === 0) return null;
  return `{${names.map((name) => `${name}=${JSON.stringify(groupLabels[name])}`).join(', ')}}`;
};

interface Group {
  readonly key: string | null;
  readonly status: unknown;
  readonly url: string | undefined;
  readonly receivedAt: Date;
}

/** An alert of the group; undefined of what is none. */
const hearAlert = (told: unknown, group: Group): HeardAlert | undefined => {
  const alert = readObject(told);
  const status = alert?.['status'] ?? group.status ?? 'firing';
  if (!alert || !readObject(alert['labels']) || (status !== 'firing' && status !== 'resolved'))
    return undefined;
  const labels = readLabels(alert['labels']);
  const annotations = readLabels(alert['annotations']);
  const { receivedAt } = group;
  return {
    report: {
      fingerprint: toKey(readScalar(alert['fingerprint']) ?? fingerprintOf(labels)),
      name: firstLabel(labels, 'alertname') ?? firstLabel(annotations, 'summary', 'title') ?? '',
      severity: readSeverity(firstLabel(labels, 'severity', 'priority') ?? '') ?? 'warning',
      status,
      description: firstLabel(annotations, 'description', 'message', 'summary'),
      labels,
      annotations,
      service: firstLabel(labels, 'service', 'job', 'app', 'application'),
      groupKey: group.key,
      url: readScalar(alert['generatorURL']) ?? group.url ?? null,
      startedAt: readTime(alert['startsAt'], receivedAt) ?? receivedAt,
      // Of one that fires it is a guess of when it might end, or the year 1.
      endedAt: status === 'resolved' ? (readTime(alert['endsAt'], receivedAt) ?? null) : null,
      traceId: readTraceId(firstLabel(labels, 'trace_id') ?? firstLabel(annotations, 'trace_id')),
      isAcknowledgedBySender: false,
    },
  };
};

const noteOf = (count: number, unreadable: number, truncated: number): string | undefined => {
  const notes = [
    count > mostAlerts && `Read the first ${mostAlerts} of ${count} alerts.`,
    unreadable > 0 && `${unreadable} of its alerts could not be read.`,
    truncated > 0 && `The sender left ${truncated} alerts out (max_alerts).`,
  ].filter((note) => note !== false);
  return notes.length === 0 ? undefined : notes.join(' ');
};

/**
 * `POST /hooks/alertmanager/<key>`: webhooks of version 4, of Grafana too, which sends the same. What
 * is missing from a later message is none the less as it was.
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const alertmanager: AlertDriver = {
  kind: 'alertmanager',
  limitBytes,
  sample: ({ id, now }) => ({
    headers: { 'content-type': 'application/json' },
    query: {},
    body: Buffer.from(
      JSON.stringify({
        version: '4',
        status: 'firing',
        receiver: 'taffrail',
        groupLabels: { alertname: 'SourceTest' },
        truncatedAlerts: 0,
        alerts: [
          {
            status: 'firing',
            labels: { alertname: 'SourceTest', severity: 'info', test: id },
            annotations: { summary: 'Tries the source out' },
            startsAt: now.toISOString(),
            endsAt: '0001-01-01T00:00:00Z',
          },
        ],
      }),
    ),
  }),
  hear: ({ body, receivedAt }) => {
    const told = readObject(readJson(body.toString('utf8')));
    const alerts = told?.['alerts'];
    if (!told || !Array.isArray(alerts))
      throw new Unreadable('This is no webhook of Alertmanager: it has no list of alerts.');
    if (alerts.length === 0) return { ignored: 'The list of alerts is empty.' };
    const group: Group = {
      key: groupKeyOf(readLabels(told['groupLabels'])),
      status: told['status'],
      url: readScalar(told['externalURL']),
      receivedAt,
    };
    const read = alerts.slice(0, mostAlerts);
    const heard = read.flatMap((alert) => hearAlert(alert, group) ?? []);
    if (heard.length === 0)
      throw new Unreadable('None of its alerts has labels and a status of firing or resolved.');
    const truncated = Number(told['truncatedAlerts']) || 0;
    const unreadable = read.length - heard.length;
    return {
      alerts: heard,
      isTruncated: truncated > 0 || unreadable > 0 || alerts.length > mostAlerts,
      note: noteOf(alerts.length, unreadable, truncated),
    };
  },
};
