import { z } from 'zod';
import { createChance } from '../../chance.ts';
import { countTokens } from '../answer-to.ts';
import { sendJson, waitFor, type Answered, type Exchange } from '../exchange.ts';

export const EmbeddingsRequest = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2_048)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.number().int().min(1).max(1_536).nullish(),
  user: z.string().optional(),
});
type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>;

/** As long as one that was shortened: nobody looks at what is made up. */
const usualDimensions = 64;

/** Of length 1; the same text has the same. */
const embed = (text: string, dimensions: number): number[] => {
  const chance = createChance('embedding', text);
  const raw = Array.from({ length: dimensions }, () => chance.next() - 0.5);
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
};

const toBase64 = (vector: readonly number[]): string =>
  Buffer.from(Float32Array.from(vector).buffer).toString('base64');

/** `POST /v1/embeddings`. */
export const embedAll = async (
  exchange: Exchange,
  { model, input, encoding_format: format, dimensions }: EmbeddingsRequest,
  outcome: Answered,
): Promise<void> => {
  const texts = typeof input === 'string' ? [input] : input;
  await waitFor(exchange, outcome, 0);
  const data = texts.map((text, index) => {
    const vector = embed(text, dimensions ?? usualDimensions);
    return {
      object: 'embedding',
      index,
      embedding: format === 'base64' ? toBase64(vector) : vector,
    };
  });
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  sendJson(exchange, 200, { object: 'list', data, model, usage });
};
