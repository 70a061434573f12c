import protobuf from 'protobufjs/minimal.js';
import type { Rejections } from '../sources/rejections.ts';
import type { Encoding } from './encoding.ts';

/** What the answer to each kind of request calls those that were not taken. */
export type RejectedName = 'rejectedSpans' | 'rejectedLogRecords';

/** The first field of messages and the second, both read as protobuf has them. */
const field = { first: { varint: 8, bytes: 10 }, second: { bytes: 18 } } as const;

/** `Export…PartialSuccess`: how many were not taken, and why. */
const writePartialSuccess = ({ count, message }: Rejections): Uint8Array =>
  protobuf.Writer.create()
    .uint32(field.first.varint)
    .int64(count)
    .uint32(field.second.bytes)
    .string(message)
    .finish();

/**
 * `Export…ServiceResponse`. Empty when all was taken; what was not must not be sent again. Words with
 * a count of 0 are a warning (OTLP 1.9, Partial Success).
 */
export const writeAnswer = (
  encoding: Encoding,
  rejectedName: RejectedName,
  rejections: Rejections,
): Buffer => {
  const { count, message } = rejections;
  if (encoding === 'json') {
    // 64-bit integers are text in the JSON of protobuf.
    const partialSuccess = { [rejectedName]: String(count), errorMessage: message };
    return Buffer.from(JSON.stringify(message === '' ? {} : { partialSuccess }));
  }
  if (message === '') return Buffer.alloc(0);
  const bytes = protobuf.Writer.create()
    .uint32(field.first.bytes)
    .bytes(writePartialSuccess(rejections))
    .finish();
  return Buffer.from(bytes);
};

/** google.rpc.Code, by the status that it goes with. */
const codes: ReadonlyMap<number, number> = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [413, 8],
  [415, 3],
  [429, 8],
  [503, 14],
]);
const internal = 13;

/** `google.rpc.Status`, which every answer that is no success has for its body. */
export const writeStatus = (
  encoding: Encoding,
  { status, message }: { readonly status: number; readonly message: string },
): Buffer => {
  const code = codes.get(status) ?? internal;
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code, message }));
  const bytes = protobuf.Writer.create()
    .uint32(field.first.varint)
    .int32(code)
    .uint32(field.second.bytes)
    .string(message)
    .finish();
  return Buffer.from(bytes);
};
