import { ingestLimits } from '@taffrail/contract';
import { raise } from '../../platform/http/api-error.ts';
import { otherEndpoint } from '../api-request/endpoint-limit.ts';
import { BatchReport } from './batch-report.ts';
import type { CheckContext } from '../record/check-activity.ts';
import { checkRecord, findUnknownFields, type CheckedRow } from '../record/check-record.ts';
import { readLines } from './lines.ts';
import { Rejection } from '../record/rejection.ts';

const { recordBytes } = ingestLimits;

/** A character has at most three bytes for each of its UTF-16 units. */
const isTooLong = (line: string): boolean =>
  line.length * 3 > recordBytes && Buffer.byteLength(line) > recordBytes;

const parse = (line: string | undefined): unknown => {
  if (line === undefined) throw new Rejection('invalid_json', 'the line is not UTF-8');
  // A line of a few megabytes could become a hundred as objects.
  if (isTooLong(line))
    throw new Rejection('invalid_record', `a record has at most ${recordBytes} bytes`);
  try {
    return JSON.parse(line);
  } catch {
    throw new Rejection('invalid_json', 'the line is not JSON');
  }
};

/**
 * Goes through the records of a body: good ones are handed on, once for each id, and the report
 * says what was wrong with the others. The same body in the same context gives the same rows.
 *
 * @throws `too_many_records`
 */
export const readBatch = (
  body: Buffer,
  context: CheckContext,
  take: (row: CheckedRow) => void,
): BatchReport => {
  const report = new BatchReport();
  const mayEscape = body.includes('\\u');
  const ids = new Set<string>();
  let index = -1;
  for (const line of readLines(body)) {
    index += 1;
    if (index === ingestLimits.records) raise('too_many_records');
    try {
      const record = parse(line);
      if (report.looksAt(index)) report.noteUnknownFields(findUnknownFields(record));
      const row = checkRecord(record, mayEscape && line?.includes('\\u') === true, context);
      report.accept();
      if (!('isRepeatable' in row)) {
        take(row);
        continue;
      }
      if (row.isRepeatable) report.noteRepeatable();
      if (row.kind === 'api_request' && row.endpoint === otherEndpoint) report.noteOtherEndpoint();
      if (ids.has(row.id)) continue;
      ids.add(row.id);
      take(row);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      report.reject(index, error.code, error.message);
    }
  }
  return report;
};
