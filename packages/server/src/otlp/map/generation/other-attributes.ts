import type { Attributes, AttributeValue, Origin } from '../../decode/otlp-data.ts';
import { KeptAttributes } from '../kept-attributes.ts';
import { consumed } from './names.ts';

/** What was asked and answered: it stays with the span, which is kept for a shorter time. */
const content = [
  /^gen_ai\.(?:input\.messages|output\.messages|system_instructions|tool\.(?:definitions|call\.))/,
  /^gen_ai\.(?:prompt|completion)(?:\.\d|$)/,
  /^llm\.(?:input_messages|output_messages|prompts|completions|tools|prompt_template)/,
  /^(?:input|output)\.(?:value|mime_type)$/,
  /^embedding\.embeddings/,
  /^ai\.(?:prompt|values?|embeddings?|schema|result)(?:\.|$)/,
  /^ai\.response\.(?:text|object|toolCalls|reasoning|files)$/,
  /^traceloop\.entity\.(?:input|output)$/,
];

const isContent = (name: string): boolean => content.some((pattern) => pattern.test(name));

/** Whatever else is known of a call, unknown names too. */
export const otherAttributes = (
  attributes: Attributes,
  { resource }: Pick<Origin, 'resource'>,
): Record<string, AttributeValue> => {
  const kept = new KeptAttributes(resource);
  for (const [name, value] of attributes)
    if (!consumed.has(name) && !isContent(name)) kept.add(name, value);
  return kept.toRecord();
};
