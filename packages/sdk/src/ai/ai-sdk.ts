import type { Telling } from '../record/telling.ts';
import type { AiAbout } from './ai-call.ts';
import { startJob } from './ai-job.ts';
import { copyOf } from './fields.ts';
import type { OpenJob } from './open-job.ts';
import { watchWebStream } from './watch-stream.ts';

interface ModelLike {
  readonly provider: string;
  readonly modelId: string;
}

/** Middleware of the Vercel AI SDK (7), for language models and for embedding models. */
export interface AiSdkMiddleware {
  readonly specificationVersion: 'v4';
  readonly wrapGenerate: <Result>(call: {
    readonly doGenerate: () => PromiseLike<Result>;
    readonly model: ModelLike;
  }) => Promise<Result>;
  /** The stream of the result is a web stream; its type is not known everywhere without a DOM. */
  readonly wrapStream: <Result extends { stream: unknown }>(call: {
    readonly doStream: () => PromiseLike<Result>;
    readonly model: ModelLike;
  }) => Promise<Result>;
  readonly wrapEmbed: <Result>(call: {
    readonly doEmbed: () => PromiseLike<Result>;
    readonly model: ModelLike;
  }) => Promise<Result>;
}

/**
 * Records the calls of a model of the Vercel AI SDK: each step and each attempt is a call of its own.
 *
 *     const model = wrapLanguageModel({
 *       model: openai('gpt-4.1-mini'),
 *       middleware: taffrail.aiSdk({ route: 'discovery', session }),
 *     });
 */
export interface MakeAiSdkMiddleware {
  (about?: AiAbout): AiSdkMiddleware;
}

/** `openai.responses` is OpenAI. */
const providerOf = ({ provider }: ModelLike): string =>
  typeof provider === 'string' ? provider.replace(/\..*/s, '') : '';

async function failing<Result>(job: OpenJob, call: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    job.fail(error);
    throw error;
  }
}

async function whole<Result>(job: OpenJob, call: () => PromiseLike<Result>): Promise<Result> {
  const result = await failing(job, call);
  job.succeed(result);
  return result;
}

export const createAiSdk =
  (telling: Telling): MakeAiSdkMiddleware =>
  (about) => {
    const known = copyOf(about);
    const start = (model: ModelLike, operation: string): OpenJob =>
      startJob({ ...known, operation, provider: providerOf(model), model: model.modelId }, telling);

    return {
      specificationVersion: 'v4',
      wrapGenerate: ({ doGenerate, model }) => whole(start(model, 'chat'), doGenerate),
      wrapEmbed: ({ doEmbed, model }) => whole(start(model, 'embeddings'), doEmbed),
      wrapStream: async ({ doStream, model }) => {
        const job = start(model, 'chat');
        const result = await failing(job, doStream);
        const stream = watchWebStream(result.stream as ReadableStream<unknown>, job);
        return { ...result, stream };
      },
    };
  };
