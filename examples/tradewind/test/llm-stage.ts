import { createTaffrail, type Taffrail } from '@taffrail/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { LlmCall, LlmOutcome } from '../src/llm/plan.ts';
import { startLlm, type RunningLlm } from '../src/llm/start-llm.ts';
import { startRecordSink, type RecordSink } from './record-sink.ts';

export const atOnce: LlmOutcome = { is: 'answered', firstWordMs: 0, wordMs: 0 };

/** The LLM server of Tradewind, a client of Taffrail, and what that has told. */
export interface LlmStage {
  readonly url: string;
  readonly taffrail: Taffrail;
  /** Used up one a call; then all is answered at once. */
  readonly outcomes: LlmOutcome[];
  readonly calls: LlmCall[];
  told(): Promise<Record<string, unknown>[]>;
}

export const session = { organizationId: 'acme', userId: 'ada' };

export const useLlmStage = (): LlmStage => {
  const outcomes: LlmOutcome[] = [];
  const calls: LlmCall[] = [];
  let llm: RunningLlm;
  let sink: RecordSink;
  let taffrail: Taffrail;

  beforeAll(async () => {
    sink = await startRecordSink();
    llm = await startLlm((call) => {
      calls.push(call);
      return outcomes.shift() ?? atOnce;
    });
  });
  beforeEach(() => {
    taffrail = createTaffrail({ url: sink.url, key: sink.key });
  });
  afterEach(async () => {
    await taffrail.close();
    expect(taffrail.stats()).toMatchObject({ dropped: 0, rejected: 0, lastError: undefined });
    outcomes.length = 0;
    calls.length = 0;
    sink.records.length = 0;
  });
  afterAll(async () => {
    await llm.stop();
    await sink.stop();
  });

  return {
    outcomes,
    calls,
    get url() {
      return llm.url;
    },
    get taffrail() {
      return taffrail;
    },
    told: async () => {
      await taffrail.flush();
      return sink.records;
    },
  };
};
