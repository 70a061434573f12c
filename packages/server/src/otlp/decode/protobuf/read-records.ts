import protobuf, { type Reader } from 'protobufjs/minimal.js';
import { ApiError, raise } from '../../../platform/http/api-error.ts';
import type { Origin } from '../otlp-data.ts';
import { RecordLimit } from '../record-limit.ts';
import { readOrigins } from './read-origins.ts';

/**
 * Reads a body record by record. What cannot be read now never can: the sender must not send it
 * again. What fails where a record is taken is no fault of the body.
 *
 * @throws `unreadable_body`, `too_many_records`
 */
export const readRecords = <T>(
  body: Buffer,
  readRecord: (reader: Reader, end: number) => T,
  take: (record: T, origin: Origin) => void,
): void => {
  const reader = protobuf.Reader.create(body);
  const limits = { frames: new RecordLimit(), records: new RecordLimit() };
  let isTaking = false;
  try {
    readOrigins(reader, limits, (end, origin) => {
      const record = readRecord(reader, end);
      isTaking = true;
      take(record, origin);
      isTaking = false;
    });
  } catch (error) {
    if (isTaking || error instanceof ApiError) throw error;
    raise('unreadable_body', { cause: error });
  }
};
