import Anthropic from '@anthropic-ai/sdk';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, streamText, wrapLanguageModel } from 'ai';
import OpenAI from 'openai';
import type { Taffrail } from '../../../packages/sdk/src/index.ts';
import { cannedFetch } from './canned-answers.ts';

export type Call = () => Promise<unknown>;

/** The same call, as it is and recorded. */
export interface Pair {
  readonly bare: Call;
  readonly recorded: Call;
}

const about = { route: 'discovery', session: { organizationId: 'organization-7', userId: 'ada' } };
const content = 'Say something.';
const messages = [{ role: 'user' as const, content }];

const readAll = async (stream: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of stream);
};

const openAiPairs = (taffrail: Taffrail) => {
  const bare = new OpenAI({ apiKey: 'k', fetch: cannedFetch('openAi') });
  const recorded = taffrail.openai(bare, about);
  const model = 'gpt-4.1';
  const whole = (client: OpenAI) => () => client.chat.completions.create({ model, messages });
  const streamed = (client: OpenAI) => async () =>
    readAll(
      await client.chat.completions.create({
        model,
        messages,
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
  return {
    openai: { bare: whole(bare), recorded: whole(recorded) },
    'openai stream': { bare: streamed(bare), recorded: streamed(recorded) },
    aiJob: {
      bare: whole(bare),
      recorded: () => taffrail.aiJob({ ...about, provider: 'openai', model }, whole(bare)),
    },
  };
};

const anthropicPairs = (taffrail: Taffrail) => {
  const bare = new Anthropic({ apiKey: 'k', fetch: cannedFetch('anthropic') });
  const recorded = taffrail.anthropic(bare, about);
  const asked = { model: 'claude-haiku-4-5', max_tokens: 200, messages };
  const whole = (client: Anthropic) => () => client.messages.create(asked);
  const streamed = (client: Anthropic) => async () =>
    readAll(await client.messages.create({ ...asked, stream: true }));
  return {
    anthropic: { bare: whole(bare), recorded: whole(recorded) },
    'anthropic stream': { bare: streamed(bare), recorded: streamed(recorded) },
  };
};

const aiSdkPairs = (taffrail: Taffrail) => {
  const openai = createOpenAI({ apiKey: 'k', fetch: cannedFetch('openAi') });
  const bare = openai.chat('gpt-4.1');
  const recorded = wrapLanguageModel({ model: bare, middleware: taffrail.aiSdk(about) });
  const whole = (model: typeof recorded) => () => generateText({ model, prompt: content });
  const streamed = (model: typeof recorded) => () =>
    readAll(streamText({ model, prompt: content }).textStream);
  return {
    'ai sdk': { bare: whole(bare), recorded: whole(recorded) },
    'ai sdk stream': { bare: streamed(bare), recorded: streamed(recorded) },
  };
};

const nothing = async (): Promise<void> => undefined;

const ownPairs = (taffrail: Taffrail) => ({
  'pipeline of three stages': {
    bare: async () => {
      for (let stage = 0; stage < 3; stage += 1) await nothing();
    },
    recorded: () =>
      taffrail.pipeline('discovery', about.session, async (run) => {
        await run.stage('search', nothing);
        await run.stage('match', nothing);
        await run.stage('rank', nothing);
      }),
  },
  guard: {
    bare: nothing,
    recorded: async () => taffrail.guard(about.session, { route: 'discovery' }),
  },
});

export const pairsOf = (taffrail: Taffrail) =>
  ({
    ...openAiPairs(taffrail),
    ...anthropicPairs(taffrail),
    ...aiSdkPairs(taffrail),
    ...ownPairs(taffrail),
  }) satisfies Record<string, Pair>;

export type PairName = keyof ReturnType<typeof pairsOf>;
