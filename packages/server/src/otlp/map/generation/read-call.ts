import { aiJobLimits } from '@taffrail/contract';
import type { Attributes } from '../../decode/otlp-data.ts';
import { storableText } from '../../decode/storable-text.ts';
import { findText } from '../attributes.ts';
import { names } from './names.ts';

/** What was called: of which provider, which model, for what. */
export interface Call {
  readonly provider: string;
  readonly model: string;
  readonly operation: string;
}

/** The Vercel AI SDK names the kind of model with its provider: `openai.chat`. */
const kindOfModel =
  /\.(?:chat|completion|responses|messages|embedding|textEmbedding|image|speech|transcription)$/;

const readProvider = (attributes: Attributes): string =>
  (findText(attributes, names.provider) ?? 'unknown').replace(kindOfModel, '').toLowerCase();

const readVercelOperation = (operation: string): string => {
  if (operation.startsWith('ai.embed')) return 'embeddings';
  return operation.startsWith('ai.generateImage') ? 'image' : 'chat';
};

/** As Traceloop has them: `completion`, `embedding`. */
const operationsOfTypes: Readonly<Record<string, string>> = {
  completion: 'text_completion',
  embedding: 'embeddings',
};

const readOperation = (attributes: Attributes): string => {
  const operation = findText(attributes, names.operation);
  if (operation !== undefined) return operation;
  const vercel = findText(attributes, names.vercelOperation);
  if (vercel !== undefined) return readVercelOperation(vercel);
  const type = findText(attributes, names.requestType)?.toLowerCase();
  if (type !== undefined) return operationsOfTypes[type] ?? type;
  const kind = findText(attributes, names.openInferenceKind)?.toUpperCase();
  return kind === 'EMBEDDING' ? 'embeddings' : 'chat';
};

export const readCall = (attributes: Attributes): Call => ({
  provider: storableText(readProvider(attributes), aiJobLimits.provider),
  model: findText(attributes, names.model, aiJobLimits.model) ?? 'unknown',
  operation: storableText(readOperation(attributes), aiJobLimits.operation),
});
