import { traceIdOf } from '../capture/request-context.ts';
import type { TakenRequest } from '../requests/taken-request.ts';
import type { ByteWriter } from './byte-writer.ts';
import { quote, storable } from './json-text.ts';
import { timestamp } from './record-line.ts';

/** The console's limits. */
const longestEndpoint = 300;
const longestMs = 86_400_000;
const method = /^[A-Z][A-Z-]{0,19}$/;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const point = bytesOf('.');
const organizationId = bytesOf(',"organizationId":');
const userId = bytesOf(',"userId":');
const traceId = bytesOf(',"traceId":');
const spanId = bytesOf(',"spanId":');
const count = bytesOf(',"count":');

/** Requests of the same kind come one after another, and are most of the requests. */
let lastEndpoint = '';
let lastMethod = '';
let lastStatus = -1;
let lastHead = point;

function headOf(endpoint: string, given: string, status: number): Uint8Array {
  if (endpoint !== lastEndpoint || given !== lastMethod || status !== lastStatus) {
    const known = method.test(given) ? given : 'OTHER';
    const code = Number.isInteger(status) ? status : 0;
    const pattern = quote(endpoint === '' ? '/' : endpoint.slice(0, longestEndpoint));
    lastHead = bytesOf(
      storable(
        `{"kind":"api_request","endpoint":${pattern},"method":"${known}","statusCode":${code},"responseTimeMs":`,
      ),
    );
    lastEndpoint = endpoint;
    lastMethod = given;
    lastStatus = status;
  }
  return lastHead;
}

let lastAt = -1;
let lastTail = point;

/** Neighbours in a batch mostly share their millisecond. */
function tailOf(at: number): Uint8Array {
  if (at !== lastAt) {
    lastTail = bytesOf(`,"createdAt":"${timestamp(at)}"}\n`);
    lastAt = at;
  }
  return lastTail;
}

function writeText(writer: ByteWriter, name: Uint8Array, text: string): void {
  writer.bytes(name);
  writer.text(storable(quote(text)));
}

/**
 * As bytes at once, with its line end: strings that wait to become bytes cost four times as much.
 * Without an id: the key of the batch is what makes sending it again harmless, and an id is half of
 * what such a record weighs once it is compressed.
 */
export function writeRequest(writer: ByteWriter, request: TakenRequest): void {
  writer.bytes(headOf(request.endpoint, request.method, request.statusCode));
  const { responseTimeMs } = request;
  // Microseconds are all that the console counts in.
  const us = responseTimeMs > 0 ? Math.round(Math.min(longestMs, responseTimeMs) * 1_000) : 0;
  const ms = Math.floor(us / 1_000);
  writer.digits(ms);
  writer.bytes(point);
  writer.digits(us - ms * 1_000, 3);
  if (request.organizationId !== '') writeText(writer, organizationId, request.organizationId);
  if (request.userId !== '') writeText(writer, userId, request.userId);
  const trace = request.traceId === '' ? traceIdOf(request.traceparent) : request.traceId;
  if (trace !== undefined) writeText(writer, traceId, trace.slice(0, 64));
  if (request.spanId !== '') writeText(writer, spanId, request.spanId);
  if (request.count !== 1) {
    writer.bytes(count);
    writer.digits(request.count);
  }
  writer.bytes(tailOf(request.at));
}
