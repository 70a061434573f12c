import type { Attributes } from '../../decode/otlp-data.ts';
import { findCount, findText } from '../attributes.ts';
import { names } from './names.ts';

/** What an agent does around calls of models, and what it does besides. */
const otherOperations: ReadonlySet<string> = new Set([
  'create_agent',
  'execute_tool',
  'invoke_workflow',
  'retrieval',
]);
const agentOperation = 'invoke_agent';
const openInferenceCalls: ReadonlySet<string> = new Set(['LLM', 'EMBEDDING']);

const hasTokens = (attributes: Attributes): boolean =>
  [names.input, names.output, names.total].some((of) => findCount(attributes, of) !== undefined);

/** What names a provider, an operation or tokens beside a model; a model alone may be anything's. */
const hasSigns = (attributes: Attributes): boolean =>
  [names.operation, names.provider, names.requestType, names.vercelOperation].some(
    (of) => findText(attributes, of) !== undefined,
  ) || hasTokens(attributes);

/**
 * Whether a span is of a call of a model, or stands around such calls with their names: which of
 * them is the innermost is decided when all of a trace is known.
 */
export const isGeneration = (attributes: Attributes): boolean => {
  if (findText(attributes, names.model) === undefined) return false;
  const kind = findText(attributes, names.openInferenceKind);
  if (kind !== undefined) return openInferenceCalls.has(kind.toUpperCase());
  const operation = findText(attributes, names.operation);
  if (operation === agentOperation) return hasTokens(attributes);
  if (operation !== undefined && otherOperations.has(operation)) return false;
  return hasSigns(attributes);
};
