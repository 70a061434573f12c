import Anthropic from '@anthropic-ai/sdk';
import { createOpenAI } from '@ai-sdk/openai';
import type { Session, Taffrail } from '@taffrail/node';
import { wrapEmbeddingModel, wrapLanguageModel, type EmbeddingModel, type LanguageModel } from 'ai';

export interface ModelsOptions {
  /** A server that speaks as OpenAI and Anthropic do. */
  readonly url: string;
  readonly key: string;
}

/** Who asks a model, and what of Tradewind it is for. */
export interface Asking {
  readonly session: Session;
  readonly route: 'discovery' | 'headhunt';
}

/** The models that Tradewind rents. Taffrail is told of each call, by whichever client it is made. */
export interface Models {
  /** For the Vercel AI SDK. */
  language(model: string, asking: Asking): LanguageModel;
  /** The same, of a model that runs on a machine of Tradewind's own: no price list has it. */
  embedding(asking: Asking): EmbeddingModel;
  anthropic(asking: Asking): Anthropic;
}

/** Longer and a call is given up: the search is worth more without than late. */
const timeoutMs = 20_000;

export const createModels = (
  { url, key }: ModelsOptions,
  taffrail: Pick<Taffrail, 'aiSdk' | 'anthropic'>,
): Models => {
  const baseURL = `${url}/v1`;
  const openai = createOpenAI({ baseURL, apiKey: key });
  const own = createOpenAI({ baseURL, apiKey: key, name: 'tradewind' });
  const anthropic = new Anthropic({ baseURL: url, apiKey: key, timeout: timeoutMs, maxRetries: 1 });
  return {
    language: (model, asking) =>
      wrapLanguageModel({ model: openai(model), middleware: taffrail.aiSdk(asking) }),
    embedding: (asking) =>
      wrapEmbeddingModel({
        model: own.embeddingModel('bge-m3'),
        middleware: taffrail.aiSdk(asking),
      }),
    anthropic: (asking) => taffrail.anthropic(anthropic, asking),
  };
};
