import { traceIdOf } from '../capture/request-context.ts';
import type { RequestBlock } from '../requests/request-block.ts';
import { quote } from './json-text.ts';
import { timestamp } from './record-line.ts';

/** The console's limits. */
const longestEndpoint = 300;
const longestMs = 86_400_000;
const method = /^[A-Z][A-Z-]{0,19}$/;

/** Requests of the same kind come one after another, and are most of the requests. */
let lastEndpoint = '';
let lastMethod = '';
let lastHead = '';

function headOf(endpoint: string, given: string): string {
  if (endpoint !== lastEndpoint || given !== lastMethod) {
    const known = method.test(given) ? given : 'OTHER';
    const pattern = endpoint === '' ? '/' : endpoint.slice(0, longestEndpoint);
    lastHead = `{"kind":"api_request","endpoint":${quote(pattern)},"method":"${known}","statusCode":`;
    lastEndpoint = endpoint;
    lastMethod = given;
  }
  return lastHead;
}

/** Microseconds are all that the console counts in. */
const milliseconds = (value: number): number =>
  Math.round(Math.min(longestMs, Math.max(0, value)) * 1_000) / 1_000;

/**
 * Without an id: the key of the batch is what makes sending it again harmless, and an id is half of
 * what such a record weighs once it is compressed.
 */
export function requestLine(block: RequestBlock, index: number): string {
  const request = block.read(index);
  let line = `${headOf(request.endpoint, request.method)}${request.statusCode},"responseTimeMs":${milliseconds(request.responseTimeMs)}`;
  if (request.organizationId !== '') {
    line += `,"organizationId":${quote(request.organizationId)}`;
  }
  if (request.userId !== '') line += `,"userId":${quote(request.userId)}`;
  const traceId = request.traceId === '' ? traceIdOf(request.traceparent) : request.traceId;
  if (traceId !== undefined) line += `,"traceId":${quote(traceId.slice(0, 64))}`;
  if (request.spanId !== '') line += `,"spanId":"${request.spanId}"`;
  if (request.count !== 1) line += `,"count":${request.count}`;
  return `${line},"createdAt":"${timestamp(request.at)}"}`;
}
