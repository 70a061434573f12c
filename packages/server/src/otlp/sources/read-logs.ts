import { BatchReport, checkRecord, Rejection, type RecordSource } from '../../ingest/ingest.ts';
import type { TakeLogRecord } from '../decode/otlp-data.ts';
import { readOwner } from '../map/owner.ts';
import { LogIds, toLog } from '../map/to-log.ts';
import { requestDefaults, type ReadingOptions } from './otlp-source.ts';
import { Rejections } from './rejections.ts';

/** @param decode gives the log records of the body, each time that it is called */
export const readLogs = (
  body: Buffer,
  decode: (body: Buffer, take: TakeLogRecord) => void,
  { names, note }: ReadingOptions,
): RecordSource => ({
  ...requestDefaults(body),
  read: (context, take) => {
    const report = new BatchReport();
    const rejections = new Rejections();
    const known = { ids: new LogIds(), receivedAtMs: context.receivedAtMs };
    decode(body, (record, origin) => {
      try {
        const owner = readOwner(names, record.attributes, origin.resource);
        take(checkRecord(toLog(record, origin, owner, known), false, context));
        report.accept();
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        rejections.add(error);
      }
    });
    note(rejections);
    return report;
  },
});
