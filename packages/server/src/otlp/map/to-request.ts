import type { JsonObject } from '../../ingest/ingest.ts';
import type { OtlpSpan } from '../decode/otlp-data.ts';
import { findCount, findText } from './attributes.ts';
import { idOf } from './ids.ts';
import type { Owner } from './owner.ts';
import { toTimestamp, type SpanTimes } from './span-times.ts';

/** Of the enum `SpanKind`. */
const server = 2;

/** The conventions since 1.23 of 2023, and those before them. */
const names = {
  method: ['http.request.method', 'http.method'],
  statusCode: ['http.response.status_code', 'http.status_code'],
  route: ['http.route'],
};

/** As requests without a route are called that the SDK's middleware tells of. */
const unmatched = '(unmatched)';
const longestEndpoint = 300;
const methodForm = /^[A-Z][A-Z-]{0,19}$/;

/** A span of a server that answered a request, as a record of it; not one that did not come to that. */
export const toRequest = (
  { kind, traceId, spanId, attributes }: OtlpSpan,
  { startedAtUs, durationUs }: SpanTimes,
  { organizationId, userId }: Owner,
): JsonObject | undefined => {
  const method = findText(attributes, names.method)?.toUpperCase();
  const statusCode = findCount(attributes, names.statusCode);
  if (kind !== server || method === undefined || statusCode === undefined) return undefined;
  const route = findText(attributes, names.route) ?? unmatched;
  return {
    kind: 'api_request',
    id: idOf('request', traceId, spanId),
    endpoint: route.slice(0, longestEndpoint).toWellFormed(),
    method: methodForm.test(method) ? method : 'OTHER',
    statusCode,
    responseTimeMs: durationUs / 1_000,
    organizationId,
    userId,
    traceId,
    spanId,
    createdAt: toTimestamp(startedAtUs + durationUs),
  };
};
