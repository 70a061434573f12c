import { LoadTestFacts, loadTestLimits } from '@taffrail/contract';
import { z } from 'zod';
import { Unreadable, type HookDriver } from '../inbox/inbox.ts';
import { readReport } from './read-report.ts';
import { sampleReport } from './sample-report.ts';
import { recordRun } from './recording/record-run.ts';

const readFacts = (query: Readonly<Record<string, string>>): LoadTestFacts => {
  const parsed = LoadTestFacts.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new Unreadable(`The query beside the report is wrong:\n${z.prettifyError(parsed.error)}`);
};

/** `POST /ingest/load-tests/<key>`: the report of a run, as its tool writes it. */
export const loadTestsHook: HookDriver = {
  kind: 'load_tests',
  limitBytes: loadTestLimits.bodyBytes,
  announces: ['load_tests'],
  sample: sampleReport,
  read: async ({ id, receivedAt, query, body }, context) => {
    const facts = readFacts(query);
    const report = await readReport(body);
    await recordRun(context, {
      report,
      facts,
      // Without an id of its own, the delivery is what recognises it.
      externalId: facts.run ?? `delivery:${id}`,
      receivedAt,
    });
    return { state: 'done' };
  },
};
