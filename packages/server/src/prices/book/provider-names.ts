/**
 * One provider goes by many names: OpenTelemetry's two generations, the Vercel AI SDK's, LiteLLM's.
 * Here each has the name under which prices are kept. Jobs keep the name that they came with.
 */
const otherNames: Readonly<Record<string, string>> = {
  'amazon-bedrock': 'bedrock',
  'aws.bedrock': 'bedrock',
  aws_bedrock: 'bedrock',
  bedrock_converse: 'bedrock',
  'az.ai.inference': 'azure_ai',
  'az.ai.openai': 'azure',
  'azure.ai.inference': 'azure_ai',
  'azure.ai.openai': 'azure',
  'azure-openai': 'azure',
  azure_openai: 'azure',
  azure_text: 'azure',
  cohere_chat: 'cohere',
  fireworks: 'fireworks_ai',
  'gcp.gemini': 'gemini',
  'gcp.gen_ai': 'gemini',
  'gcp.vertex_ai': 'vertex_ai',
  google: 'gemini',
  'google.generative-ai': 'gemini',
  'google.vertex': 'vertex_ai',
  'google-vertex': 'vertex_ai',
  google_genai: 'gemini',
  gateway: 'vercel_ai_gateway',
  mistral_ai: 'mistral',
  mistralai: 'mistral',
  'text-completion-openai': 'openai',
  together: 'together_ai',
  togetherai: 'together_ai',
  vertex: 'vertex_ai',
  vertexai: 'vertex_ai',
  x_ai: 'xai',
  'ibm.watsonx.ai': 'watsonx',
};

/** `google.vertex.chat` is `google.vertex`, and `openai.responses` is `openai`. */
const shorterAndShorter = function* (name: string): Generator<string> {
  const parts = name.split('.');
  for (let count = parts.length; count > 0; count -= 1) yield parts.slice(0, count).join('.');
};

export const toProviderName = (told: string): string => {
  const name = told.trim().toLowerCase();
  // LiteLLM sorts what Vertex serves by who made it: `vertex_ai-anthropic_models`.
  if (name.startsWith('vertex_ai')) return 'vertex_ai';
  for (const part of shorterAndShorter(name)) {
    if (Object.hasOwn(otherNames, part)) return otherNames[part] ?? part;
  }
  return name.split('.')[0] ?? name;
};
