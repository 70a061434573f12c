import { createHash } from 'node:crypto';
import { isWebAddress } from '../../platform/http/web-address.ts';
import { isSecretName, scrubbed, scrubText } from '../../platform/secrets/scrub-secrets.ts';
import type { AlertReport } from './report.ts';

/** Characters, and numbers of labels: of what is longer the beginning is kept. */
const most = {
  fingerprint: 200,
  name: 300,
  service: 300,
  groupKey: 1_000,
  description: 8_000,
  url: 2_000,
  labels: 64,
  labelName: 200,
  labelValue: 1_000,
  annotations: 32,
  annotationValue: 4_000,
} as const;

/** Text that Postgres stores. Cut first: a megabyte is not looked through for secrets. */
const clean = (text: string, length: number): string =>
  scrubText(text.slice(0, length).toWellFormed().replaceAll('\u0000', '')).slice(0, length);

const cleanOrNull = (text: string | null, length: number): string | null => {
  const cleaned = text === null ? '' : clean(text, length).trim();
  return cleaned === '' ? null : cleaned;
};

/** Keys stay different however long they are. */
const keepApart = (key: string, length: number): string =>
  key.length <= length && key.isWellFormed() && !key.includes('\u0000')
    ? key
    : createHash('sha256').update(key, 'utf8').digest('hex');

const cleanMap = (
  map: Readonly<Record<string, string>>,
  pairs: number,
  length: number,
): Record<string, string> =>
  Object.fromEntries(
    Object.keys(map)
      .toSorted()
      .slice(0, pairs)
      .map((name) => [
        clean(name, most.labelName),
        isSecretName(name) ? scrubbed : clean(map[name] ?? '', length),
      ]),
  );

/** Clocks differ: nothing begins or ends after it was told, and nothing before there were alerts. */
const within = (at: Date, from: Date, to: Date): Date => {
  const time = at.getTime();
  if (Number.isNaN(time) || time > to.getTime()) return to;
  return time < from.getTime() ? from : at;
};
const epoch = new Date(0);

/** As it is kept, whatever was sent. */
export const cleanReport = (report: AlertReport, receivedAt: Date): AlertReport => {
  const startedAt = within(report.startedAt, epoch, receivedAt);
  const url = cleanOrNull(report.url, most.url);
  return {
    fingerprint: keepApart(report.fingerprint, most.fingerprint),
    name: cleanOrNull(report.name, most.name) ?? 'Alert without a name',
    severity: report.severity,
    status: report.status,
    description: cleanOrNull(report.description, most.description),
    labels: cleanMap(report.labels, most.labels, most.labelValue),
    annotations: cleanMap(report.annotations, most.annotations, most.annotationValue),
    service: cleanOrNull(report.service, most.service),
    groupKey: report.groupKey === null ? null : keepApart(report.groupKey, most.groupKey),
    url: url !== null && isWebAddress(url) ? url : null,
    startedAt,
    endedAt:
      report.status === 'resolved'
        ? within(report.endedAt ?? receivedAt, startedAt, receivedAt)
        : null,
    traceId:
      report.traceId !== null && /^[\w-]{1,64}$/.test(report.traceId) ? report.traceId : null,
    isAcknowledgedBySender: report.isAcknowledgedBySender,
  };
};
