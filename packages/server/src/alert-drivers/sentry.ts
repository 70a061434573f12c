import type { Severity } from '@taffrail/contract';
import type { AlertReport } from '../alerts/alerts.ts';
import { Unreadable, type StoredDelivery } from '../inbox/inbox.ts';
import { limitBytes, type AlertDriver, type Heard, type HeardAlert } from './alert-driver.ts';
import { toKey } from './reading/label-fingerprint.ts';
import { readJson, readObject, readScalar, readTraceId } from './reading/read-json.ts';
import { readTime } from './reading/read-time.ts';
import { readSeverity } from './reading/read-words.ts';
import { signBody, verifyHmac } from './reading/verify-hmac.ts';

type Told = Readonly<Record<string, unknown>>;

/** Text at the end of a path of members. */
const at = (told: Told, ...path: string[]): string | undefined =>
  readScalar(path.reduce<unknown>((inner, name) => readObject(inner)?.[name], told));

/** Labels that hold something. */
const labelsOf = (given: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

const hearOne = (heard: HeardAlert): Heard => ({ alerts: [heard], isTruncated: false });

/** What an alert of Sentry has whatever it is about. */
const blank = (receivedAt: Date) => ({
  status: 'firing' as const,
  endedAt: null,
  startedAt: receivedAt,
  traceId: null,
  isAcknowledgedBySender: false,
});

/** What becomes of an issue; what is archived or ignored was seen, and is not resolved. */
const issueActions: Readonly<Record<string, Partial<AlertReport>>> = {
  created: {},
  unresolved: {},
  assigned: { isAcknowledgedBySender: true },
  archived: { isAcknowledgedBySender: true },
  ignored: { isAcknowledgedBySender: true },
  resolved: { status: 'resolved' },
};

const hearIssue = (action: string, data: Told, receivedAt: Date): Heard => {
  const told = issueActions[action];
  if (!told) return { ignored: `Nothing is read of an issue that is ${action}.` };
  const issue = readObject(data['issue']) ?? {};
  const id = at(issue, 'id');
  if (id === undefined) throw new Unreadable('The issue has no id.');
  const project = at(issue, 'project', 'slug');
  const level = at(issue, 'level');
  return hearOne({
    report: {
      ...blank(receivedAt),
      fingerprint: toKey(`issue:${id}`),
      name: at(issue, 'title') ?? at(issue, 'culprit') ?? `Issue ${id}`,
      severity: readSeverity(level ?? '') ?? 'warning',
      description: at(issue, 'culprit') ?? null,
      labels: labelsOf({ project, level, platform: at(issue, 'platform') }),
      annotations: labelsOf({
        issue: at(issue, 'shortId'),
        substatus: at(issue, 'substatus'),
        assignee: at(data, 'assignee', 'name'),
      }),
      service: project ?? null,
      groupKey: `issue:${id}`,
      url: at(issue, 'web_url') ?? at(issue, 'permalink') ?? null,
      // An issue that comes back began long before it fires again.
      startedAt:
        action === 'unresolved'
          ? receivedAt
          : (readTime(issue['firstSeen'], receivedAt) ?? receivedAt),
      ...told,
    },
  });
};

/** Tags are pairs of name and value. */
const tagOf = (event: Told, name: string): string | undefined => {
  const tags = event['tags'];
  const pair = Array.isArray(tags)
    ? tags.find((tag: unknown) => Array.isArray(tag) && tag[0] === name)
    : undefined;
  return Array.isArray(pair) ? readScalar(pair[1]) : undefined;
};

const partOf = (pattern: RegExp, ...texts: (string | undefined)[]): string | undefined =>
  texts
    .map((text) => (text === undefined ? null : pattern.exec(text.slice(0, 2_000))))
    .find(Boolean)?.[1];

const hearEvent = (data: Told, receivedAt: Date): Heard => {
  const event = readObject(data['event']) ?? {};
  const urls = [at(event, 'issue_url'), at(event, 'web_url'), at(event, 'url')];
  const id = at(event, 'issue_id') ?? partOf(/\/issues\/(\d{1,30})/, ...urls);
  if (id === undefined) throw new Unreadable('The event does not say of which issue it is.');
  // Of the issue only its address and the event's own say which project it is, in words.
  const project =
    partOf(/\/projects\/[^/]{1,200}\/([^/]{1,200})\//, at(event, 'url')) ?? at(event, 'project');
  const level = at(event, 'level');
  return hearOne({
    report: {
      ...blank(receivedAt),
      fingerprint: toKey(`issue:${id}`),
      name: at(event, 'title') ?? at(event, 'message') ?? `Issue ${id}`,
      severity: readSeverity(level ?? '') ?? 'warning',
      description: at(event, 'culprit') ?? null,
      labels: labelsOf({
        project,
        level,
        platform: at(event, 'platform'),
        environment: at(event, 'environment') ?? tagOf(event, 'environment'),
      }),
      annotations: labelsOf({
        rule: at(data, 'triggered_rule'),
        release: at(event, 'release'),
        event: at(event, 'event_id'),
        server: tagOf(event, 'server_name'),
      }),
      service: project ?? null,
      groupKey: `issue:${id}`,
      url: at(event, 'web_url') ?? null,
      startedAt:
        readTime(event['datetime'], receivedAt) ??
        readTime(event['timestamp'], receivedAt) ??
        receivedAt,
      traceId: readTraceId(at(event, 'contexts', 'trace', 'trace_id')),
    },
  });
};

const metricSeverities: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  warning: 'warning',
};

const hearMetric = (action: string, data: Told, receivedAt: Date): Heard => {
  const severity = metricSeverities[action];
  const isResolved = action === 'resolved';
  if (severity === undefined && !isResolved)
    return { ignored: `Nothing is read of a metric alert that is ${action}.` };
  const metric = readObject(data['metric_alert']) ?? {};
  const rule = at(metric, 'alert_rule', 'id') ?? at(metric, 'id');
  if (rule === undefined) throw new Unreadable('The metric alert says of no rule.');
  const projects = metric['projects'];
  const project = Array.isArray(projects) ? readScalar(projects[0]) : undefined;
  return hearOne({
    // How bad it was is not told any more when it is over.
    keepsSeverity: isResolved,
    report: {
      ...blank(receivedAt),
      fingerprint: toKey(`metric:${rule}`),
      name: at(metric, 'alert_rule', 'name') ?? at(metric, 'title') ?? `Metric alert ${rule}`,
      severity: severity ?? 'warning',
      status: isResolved ? 'resolved' : 'firing',
      description: at(data, 'description_text') ?? null,
      labels: labelsOf({
        project,
        environment: at(metric, 'alert_rule', 'environment'),
        query: at(metric, 'alert_rule', 'query'),
      }),
      annotations: labelsOf({ title: at(data, 'description_title') }),
      service: project ?? null,
      groupKey: `metric:${rule}`,
      url: at(data, 'web_url') ?? null,
      startedAt: readTime(metric['date_started'], receivedAt) ?? receivedAt,
      endedAt: isResolved ? (readTime(metric['date_closed'], receivedAt) ?? receivedAt) : null,
    },
  });
};

const resourceOf = ({ headers }: StoredDelivery): string => {
  const resource = headers['sentry-hook-resource'];
  if (resource !== undefined) return resource;
  throw new Unreadable(
    'The header Sentry-Hook-Resource is missing: the old webhooks plugin is not read, an internal integration is.',
  );
};

const requestId = /^[\w-]{1,100}$/;

/**
 * `POST /hooks/sentry/<key>`: an internal integration. Alerts of an event and news of its issue are
 * one alert. https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
 */
export const sentry: AlertDriver = {
  kind: 'sentry',
  limitBytes,
  verify: (arrival, secret) =>
    verifyHmac(
      { header: 'sentry-hook-signature', prefix: '', secretName: 'client secret' },
      arrival,
      secret,
    ),
  deliveryId: ({ headers: { 'request-id': id } }) =>
    typeof id === 'string' && requestId.test(id) ? id : undefined,
  sample: ({ id, now, secret = '' }) => {
    const body = Buffer.from(
      JSON.stringify({
        action: 'created',
        data: {
          issue: {
            id: `test-${id}`,
            title: 'Try the source out',
            level: 'info',
            firstSeen: now.toISOString(),
            project: { slug: 'taffrail-test' },
          },
        },
      }),
    );
    return {
      headers: {
        'content-type': 'application/json',
        'request-id': id,
        'sentry-hook-resource': 'issue',
        'sentry-hook-signature': signBody(body, secret),
      },
      query: {},
      body,
    };
  },
  hear: (delivery) => {
    const resource = resourceOf(delivery);
    const told = readObject(readJson(delivery.body.toString('utf8')));
    const data = readObject(told?.['data']);
    const action = told && at(told, 'action');
    if (!data || action === undefined)
      throw new Unreadable('This is no webhook of Sentry: it has no action and data.');
    const { receivedAt } = delivery;
    if (resource === 'issue') return hearIssue(action, data, receivedAt);
    if (resource === 'event_alert') return hearEvent(data, receivedAt);
    if (resource === 'metric_alert') return hearMetric(action, data, receivedAt);
    return { ignored: `Nothing is read of what Sentry calls ${resource.slice(0, 100)}.` };
  },
};
