/** What those may use that bring records in by other protocols than batches of lines. */
export type { IngestWay, Intake } from './intake.ts';
export { BatchReport } from './record/batch-report.ts';
export type { CheckContext } from './record/check-activity.ts';
export { checkRecord, type CheckedRow } from './record/check-record.ts';
export type { JsonObject } from './record/fields.ts';
export type { RecordSource } from './record/record-source.ts';
export { Rejection } from './record/rejection.ts';
