import { Unreadable } from '../inbox/inbox.ts';
import { artillery } from './formats/artillery.ts';
import { autocannon } from './formats/autocannon.ts';
import { k6MachineSummary } from './formats/k6-machine-summary.ts';
import { k6Points } from './formats/k6-points.ts';
import { k6SummaryExport } from './formats/k6-summary-export.ts';
import { k6Summary } from './formats/k6-summary.ts';
import type { LoadTestFormat } from './formats/load-test-format.ts';
import { locust } from './formats/locust.ts';
import { ReportBody } from './formats/report-body.ts';
import { withSamples } from './formats/with-samples.ts';
import { keepReport, type Report } from './report.ts';

const jsonFormats = [k6Summary, k6SummaryExport, k6MachineSummary, artillery, autocannon];

/** Those told by their first line come first: what they read may be no single document. */
const formats: readonly LoadTestFormat[] = [
  k6Points,
  locust,
  withSamples(jsonFormats),
  ...jsonFormats,
];

/**
 * Reads a report by what it looks like, whatever tool wrote it.
 *
 * @throws {Unreadable}
 */
export const readReport = async (bytes: Buffer): Promise<Report> => {
  const body = new ReportBody(bytes);
  if (body.firstLine === '' && bytes.toString('utf8').trim() === '')
    throw new Unreadable('The body is empty.');
  const format = formats.find(({ recognises }) => recognises(body));
  if (!format)
    throw new Unreadable(
      `No tool that is known writes this. Looked for: ${formats.map(({ looksFor }) => looksFor).join('; ')}.`,
    );
  return keepReport(await format.read(body));
};
