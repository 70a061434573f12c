import type { HookDriver } from '../inbox/inbox.ts';
import { uuidV7 } from '../platform/ids.ts';
import { saveAutofixRun } from './autofix.store.ts';
import { readReport } from './read-report.ts';

/** `POST /ingest/autofix/<key>`: the result of a fix, ours or another agent's. */
export const autofixHook: HookDriver = {
  kind: 'autofix',
  limitBytes: 8 * 1024 * 1024,
  announces: ['autofix'],
  sample: ({ id }) => ({
    headers: { 'content-type': 'application/json' },
    query: {},
    body: Buffer.from(
      JSON.stringify({ id, trigger: 'ci', title: 'Try the source out', outcome: 'skipped' }),
    ),
  }),
  read: async ({ id, receivedAt, query, body }, { tx, clock }) => {
    const attempt = readReport(body, query);
    await saveAutofixRun(tx, {
      id: uuidV7(clock),
      // Without an id of its own, the delivery is what recognises it.
      external_id: attempt.id ?? `delivery:${id}`,
      created_at: attempt.at === undefined ? receivedAt : new Date(attempt.at),
      received_at: receivedAt,
      trigger: attempt.trigger,
      trigger_id: attempt.triggerId ?? null,
      trigger_url: attempt.triggerUrl ?? null,
      outcome: attempt.outcome,
      title: attempt.title,
      summary: attempt.summary ?? null,
      error: attempt.error ?? null,
      repository: attempt.repository ?? null,
      commit_sha: attempt.commitSha ?? null,
      commit_url: attempt.commitUrl ?? null,
      workflow_url: attempt.workflowUrl ?? null,
      verification: attempt.verification ?? null,
      tests_passed: attempt.testsPassed ?? null,
      tests_failed: attempt.testsFailed ?? null,
      workflow: attempt.workflow ?? null,
      branch: attempt.branch ?? null,
      model: attempt.model ?? null,
      turns: attempt.turns ?? null,
      duration_ms: attempt.durationMs ?? null,
      cost_usd: attempt.costUsd?.toFixed(8) ?? null,
    });
    return { state: 'done' };
  },
};
