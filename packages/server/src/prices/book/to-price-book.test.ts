import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from './model-names.ts';
import { toProviderName } from './provider-names.ts';
import { toPriceBook, type GivenPrice } from './to-price-book.ts';
import { toUnits, toUsd } from './usd.ts';

const moment = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const day = moment('2026-11-21');

const price = (
  id: string,
  provider: string,
  modelPattern: string,
  given: Partial<GivenPrice> = {},
) => ({
  id,
  provider,
  modelPattern,
  effectiveFromMs: moment('2026-01-01'),
  effectiveToMs: null,
  inputUsd: '1',
  outputUsd: '2',
  cachedReadUsd: null,
  cachedWriteUsd: null,
  reasoningUsd: null,
  tiers: [],
  ...given,
});

describe('which price holds', () => {
  const book = toPriceBook([
    price('all', '*', '*'),
    price('family', 'openai', 'gpt-4o*'),
    price('longer', 'openai', 'gpt-4o-mini*'),
    price('any', '*', 'gpt-4o-mini'),
    price('exact', 'openai', 'gpt-4o'),
    price('dated', 'openai', 'gpt-4o-2024-05-13'),
    price('own', 'azure', 'gpt-4o'),
    price('route', 'groq', 'openai/gpt-oss-20b'),
  ]);
  it.each([
    ['the name itself', 'openai', 'gpt-4o', 'exact'],
    ['any case', 'OpenAI', 'GPT-4o', 'exact'],
    ['a name with its date', 'openai', 'gpt-4o-2024-05-13', 'dated'],
    ['the name without its date, before a pattern', 'openai', 'gpt-4o-2024-08-06', 'exact'],
    ['the name without "latest"', 'openai', 'gpt-4o-latest', 'exact'],
    ['the name without the path before it', 'openai', 'openai/gpt-4o', 'exact'],
    ['the name with its path where the book has that', 'groq', 'openai/gpt-oss-20b', 'route'],
    ['a provider by another name', 'azure.ai.openai', 'gpt-4o', 'own'],
    ['an exact name of any provider before a pattern', 'openai', 'gpt-4o-mini', 'any'],
    ['the pattern that says more', 'openai', 'gpt-4o-mini-search', 'longer'],
    ['the pattern of its provider', 'openai', 'gpt-4o-audio', 'family'],
    ['whatever is left', 'acme', 'thinker', 'all'],
  ])('is that of %s', (_, provider, model, id) => {
    expect(book.find(provider, model, day)?.id).toBe(id);
  });

  it('is the newest of its line, from its first moment on', () => {
    const line = toPriceBook([
      price('new', 'openai', 'o3', { effectiveFromMs: moment('2026-06-10') }),
      price('old', 'openai', 'o3', { effectiveFromMs: moment('2025-04-16') }),
    ]);
    expect(line.find('openai', 'o3', moment('2026-06-10') - 1)?.id).toBe('old');
    expect(line.find('openai', 'o3', moment('2026-06-10'))?.id).toBe('new');
    expect(line.find('openai', 'o3', moment('2025-04-16') - 1)).toBeUndefined();
  });

  it('is none after the end of its line, or that of a less specific one', () => {
    const ended = price('ended', 'openai', 'o3', { effectiveToMs: moment('2026-11-01') });
    const before = price('before', 'openai', 'o3', { effectiveFromMs: moment('2025-01-01') });
    const alone = toPriceBook([before, ended]);
    expect(alone.find('openai', 'o3', moment('2026-11-01') - 1)?.id).toBe('ended');
    expect(alone.find('openai', 'o3', moment('2026-11-01'))).toBeUndefined();
    const family = price('family', 'openai', 'o*');
    expect(toPriceBook([ended, before, family]).find('openai', 'o3', day)?.id).toBe('family');
  });

  it('is found however many models were asked for', () => {
    for (let model = 0; model < 12_000; model += 1) book.find('acme', `model-${model}`, day);
    expect(book.find('openai', 'gpt-4o', day)?.id).toBe('exact');
  });
});

it('takes from the price without tier what a tier does not say', () => {
  const found = toPriceBook([
    price('one', 'openai', 'o3', {
      cachedReadUsd: '0.25',
      tiers: [
        {
          aboveInputTokens: 100,
          inputUsd: '4',
          outputUsd: '8',
          cachedReadUsd: null,
          cachedWriteUsd: null,
          reasoningUsd: '9',
        },
      ],
    }),
  ]).find('openai', 'o3', day);
  expect(found?.rates).toEqual({
    input: toUnits('1'),
    output: toUnits('2'),
    cachedRead: toUnits('0.25'),
    cachedWrite: toUnits('1'),
    reasoning: toUnits('2'),
  });
  expect(found?.tiers[0]?.rates).toEqual({
    input: toUnits('4'),
    output: toUnits('8'),
    cachedRead: toUnits('0.25'),
    cachedWrite: toUnits('4'),
    reasoning: toUnits('9'),
  });
});

it.each([
  ['openai.responses', 'openai'],
  ['anthropic.messages', 'anthropic'],
  ['az.ai.openai', 'azure'],
  ['aws.bedrock', 'bedrock'],
  ['bedrock_converse', 'bedrock'],
  ['gcp.vertex_ai', 'vertex_ai'],
  ['vertex_ai-anthropic_models', 'vertex_ai'],
  ['google.vertex.chat', 'vertex_ai'],
  ['google.generative-ai', 'gemini'],
  ['x_ai', 'xai'],
  ['toString', 'tostring'],
  ['*', '*'],
])('calls %s %s', (told, name) => {
  expect(toProviderName(told)).toBe(name);
});

it('matches patterns as a regular expression of the same meaning does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-'), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (glob, name) => {
      const escaped = glob.split('*').map((part) => part.replaceAll('.', String.raw`\.`));
      expect(matchesPattern(glob, name)).toBe(new RegExp(`^${escaped.join('.*')}$`).test(name));
    }),
  );
});

it('reads money as it writes it', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), (units) => {
      expect(toUnits(toUsd(units))).toBe(units);
    }),
  );
  expect(['3', '0.075', '-1.5', '0.00000001'].map((text) => toUsd(toUnits(text)))).toEqual([
    '3.00000000',
    '0.07500000',
    '-1.50000000',
    '0.00000001',
  ]);
  expect(() => toUnits('0.123456789')).toThrow('eight decimals');
});
