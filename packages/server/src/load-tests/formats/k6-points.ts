import { setImmediate } from 'node:timers/promises';
import { Unreadable } from '../../inbox/inbox.ts';
import type { Report } from '../report.ts';
import { isRecord, recordAt, textAt, toMoment, toNumber, type ForeignRecord } from './foreign.ts';
import { K6Run } from './k6-run.ts';
import type { LoadTestFormat } from './load-test-format.ts';
import { parseJson } from './report-body.ts';

const isK6Line = (line: unknown): line is ForeignRecord =>
  isRecord(line) &&
  (line['type'] === 'Metric' || line['type'] === 'Point') &&
  typeof line['metric'] === 'string';

/** Others have their turn after so many lines. */
const linesAtOnce = 5_000;

function* linesOf(bytes: Buffer): Generator<string> {
  let from = 0;
  while (from < bytes.length) {
    const newline = bytes.indexOf(0x0a, from);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.toString('utf8', from, end).trim();
    if (line !== '') yield line;
    from = end + 1;
  }
}

const addPoint = (run: K6Run, line: ForeignRecord): void => {
  const data = recordAt(line, 'data');
  const metric = textAt(line, 'metric');
  const value = data ? toNumber(data['value']) : null;
  if (!data || metric === null || value === null) return;
  run.add({ metric, value, at: toMoment(data['time']), tags: recordAt(data, 'tags') ?? {} });
};

/**
 * What `k6 run --out json` writes: a measurement a line, millions of a long run. It has conditions
 * of thresholds, but not whether they were met.
 */
export const k6Points: LoadTestFormat = {
  looksFor: 'the lines of k6’s --out json (type Metric or Point)',
  recognises: ({ firstLine }) => isK6Line(parseJson(firstLine)),
  read: async ({ bytes }): Promise<Report> => {
    const run = new K6Run();
    let number = 0;
    for (const text of linesOf(bytes)) {
      number += 1;
      const line = parseJson(text);
      if (!isK6Line(line))
        throw new Unreadable(
          `Line ${number} is no line of k6’s --out json: it was cut off, or mixed.`,
        );
      if (line['type'] === 'Point') addPoint(run, line);
      if (number % linesAtOnce === 0) await setImmediate();
    }
    return run.toReport();
  },
};
