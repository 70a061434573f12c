import type { Report } from '../report.ts';
import type { ReportBody } from './report-body.ts';

/** How one kind of report looks, and how it is read. One format, one file. */
export interface LoadTestFormat {
  /** What is looked for, in words for whoever sent something else. */
  readonly looksFor: string;
  readonly recognises: (body: ReportBody) => boolean;
  /** @throws {Unreadable} of what is recognised but broken */
  readonly read: (body: ReportBody) => Report | Promise<Report>;
}
