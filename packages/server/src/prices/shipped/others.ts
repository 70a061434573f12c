import type { PriceList } from './list-price.ts';

const gemini: PriceList = {
  providers: ['gemini', 'vertex_ai'],
  prices: [
    { models: ['gemini-2.0-flash-lite'], input: '0.075', output: '0.3', read: '0.01875' },
    { models: ['gemini-2.0-flash'], input: '0.1', output: '0.4', read: '0.025' },
    { models: ['gemini-2.5-flash-lite'], input: '0.1', output: '0.4', read: '0.01' },
    { models: ['gemini-2.5-flash'], input: '0.3', output: '2.5', read: '0.03' },
    {
      models: ['gemini-2.5-pro'],
      input: '1.25',
      output: '10',
      read: '0.125',
      above: { tokens: 200_000, input: '2.5', output: '15', read: '0.25' },
    },
    { models: ['gemini-3-flash-preview'], input: '0.5', output: '3', read: '0.05' },
    {
      models: ['gemini-3-pro-preview', 'gemini-3.1-pro-preview'],
      input: '2',
      output: '12',
      read: '0.2',
      above: { tokens: 200_000, input: '4', output: '18', read: '0.4' },
    },
    {
      models: ['gemini-3.1-flash-lite', 'gemini-3.1-flash-lite-preview'],
      input: '0.25',
      output: '1.5',
      read: '0.025',
    },
    { models: ['gemini-3.5-flash'], input: '1.5', output: '9', read: '0.15' },
    { models: ['gemini-3.5-flash-lite'], input: '0.3', output: '2.5', read: '0.03' },
    { models: ['gemini-3.6-flash'], input: '1.5', output: '7.5', read: '0.15' },
    { models: ['gemini-embedding-001'], input: '0.15', output: '0' },
    { models: ['gemini-embedding-2'], input: '0.2', output: '0' },
  ],
};

const mistral: PriceList = {
  providers: ['mistral'],
  prices: [
    { models: ['mistral-large', 'mistral-large-2512'], input: '0.5', output: '1.5' },
    { models: ['mistral-large-2411', 'pixtral-large'], input: '2', output: '6' },
    { models: ['mistral-medium', 'mistral-medium-2604'], input: '1.5', output: '7.5' },
    { models: ['mistral-medium-2505', 'mistral-medium-2508'], input: '0.4', output: '2' },
    { models: ['mistral-small', 'mistral-small-3-2-2506'], input: '0.06', output: '0.18' },
    { models: ['magistral-medium'], input: '2', output: '5' },
    { models: ['magistral-small'], input: '0.5', output: '1.5' },
    { models: ['ministral-8b'], input: '0.15', output: '0.15' },
    { models: ['codestral-2508'], input: '0.3', output: '0.9' },
    { models: ['devstral-medium'], input: '0.4', output: '2' },
    { models: ['devstral-small'], input: '0.1', output: '0.3' },
    { models: ['mistral-embed'], input: '0.1', output: '0' },
  ],
};

const deepseek: PriceList = {
  providers: ['deepseek'],
  prices: [
    {
      models: ['deepseek-chat', 'deepseek-reasoner'],
      input: '0.28',
      output: '0.42',
      read: '0.028',
    },
    { models: ['deepseek-v4-flash'], input: '0.14', output: '0.28', read: '0.0028' },
    { models: ['deepseek-v4-pro'], input: '0.435', output: '0.87', read: '0.003625' },
  ],
};

const xai: PriceList = {
  providers: ['xai'],
  prices: [
    { models: ['grok-3'], input: '3', output: '15', read: '0.75' },
    { models: ['grok-3-mini'], input: '0.3', output: '0.5', read: '0.075' },
    {
      models: ['grok-4', 'grok-4-0709'],
      input: '3',
      output: '15',
      above: { tokens: 128_000, input: '6', output: '30' },
    },
    {
      models: ['grok-4-fast*', 'grok-4-1-fast*'],
      input: '0.2',
      output: '0.5',
      read: '0.05',
      above: { tokens: 128_000, input: '0.4', output: '1' },
    },
    {
      models: ['grok-4.3'],
      input: '1.25',
      output: '2.5',
      read: '0.2',
      above: { tokens: 200_000, input: '2.5', output: '5', read: '0.4' },
    },
    {
      models: ['grok-4.5'],
      input: '2',
      output: '6',
      read: '0.5',
      above: { tokens: 200_000, input: '4', output: '12', read: '1' },
    },
    { models: ['grok-code-fast', 'grok-code-fast-1'], input: '0.2', output: '1.5', read: '0.02' },
  ],
};

const groq: PriceList = {
  providers: ['groq'],
  prices: [
    { models: ['llama-3.1-8b-instant'], input: '0.05', output: '0.08' },
    { models: ['llama-3.3-70b-versatile'], input: '0.59', output: '0.79' },
    { models: ['openai/gpt-oss-120b'], input: '0.15', output: '0.6', read: '0.075' },
    { models: ['openai/gpt-oss-20b'], input: '0.075', output: '0.3', read: '0.0375' },
    { models: ['qwen/qwen3-32b'], input: '0.29', output: '0.59' },
  ],
};

const voyage: PriceList = {
  providers: ['voyage'],
  prices: [
    { models: ['voyage-3.5', 'voyage-3'], input: '0.06', output: '0' },
    { models: ['voyage-3.5-lite', 'voyage-3-lite'], input: '0.02', output: '0' },
    { models: ['voyage-3-large', 'voyage-code-3'], input: '0.18', output: '0' },
  ],
};

/** What runs on one's own machine costs nothing by the token. */
const own: PriceList = {
  providers: ['ollama', 'lmstudio', 'llamafile'],
  prices: [{ models: ['*'], input: '0', output: '0' }],
};

export const otherLists: readonly PriceList[] = [gemini, mistral, deepseek, xai, groq, voyage, own];
