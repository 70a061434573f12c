import type { IncomingHttpHeaders } from 'node:http';
import { raise } from '../platform/http/api-error.ts';
import { readPacking, type Packing } from '../platform/http/body.ts';

/** What the headers of a batch say. */
export interface Envelope {
  readonly packing: Packing;
  readonly idempotencyKey: string | undefined;
  /** Undefined when the sender does not know it beforehand. */
  readonly sizeBytes: number | undefined;
}

const mediaTypes: ReadonlySet<string> = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/json',
]);
const printable = /^[\x20-\x7e]{1,200}$/;

const requireMediaType = (header: string | undefined): void => {
  const mediaType = header?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== undefined && !mediaTypes.has(mediaType))
    raise('unsupported_media_type', {
      message: 'Send one JSON object a line, as application/x-ndjson.',
    });
};

const readIdempotencyKey = (header: string | string[] | undefined): string | undefined => {
  if (header === undefined) return undefined;
  return typeof header === 'string' && printable.test(header)
    ? header
    : raise('invalid_request', {
        message: 'Idempotency-Key must have 1 to 200 printable characters.',
      });
};

/** @throws `unsupported_media_type`, `invalid_request` */
export const readEnvelope = (headers: IncomingHttpHeaders): Envelope => {
  requireMediaType(headers['content-type']);
  const length = headers['content-length'];
  return {
    packing: readPacking(headers['content-encoding']),
    idempotencyKey: readIdempotencyKey(headers['idempotency-key']),
    sizeBytes: length === undefined ? undefined : Number(length),
  };
};
