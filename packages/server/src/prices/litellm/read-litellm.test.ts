import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import sample from './litellm-sample.json' with { type: 'json' };
import { toUnits, toUsd } from '../book/usd.ts';
import { shortUsd } from '../reading/to-price.ts';
import { toPerMillion } from './per-million.ts';
import { LiteLlmFile, readLiteLlm } from './read-litellm.ts';

describe('a list of LiteLLM', () => {
  const { prices, leftOut } = readLiteLlm(sample);
  const find = (provider: string, modelPattern: string) =>
    prices.find((one) => one.provider === provider && one.modelPattern === modelPattern);

  it('gives models with their classes and tiers', () => {
    expect(find('harbour', 'harbour-large')).toEqual({
      provider: 'harbour',
      modelPattern: 'harbour-large',
      inputUsd: '3',
      outputUsd: '15',
      cachedReadUsd: '0.3',
      cachedWriteUsd: '3.75',
      reasoningUsd: null,
      tiers: [
        {
          aboveInputTokens: 200_000,
          inputUsd: '6',
          outputUsd: '22.5',
          cachedReadUsd: '0.6',
          cachedWriteUsd: null,
          reasoningUsd: null,
        },
      ],
    });
    expect(find('dashscope', 'tide-flash')).toMatchObject({
      inputUsd: '0.05',
      outputUsd: '0.4',
      tiers: [{ aboveInputTokens: 256_000, inputUsd: '0.25', outputUsd: '2' }],
    });
    expect(find('harbour', 'harbour-embed')).toMatchObject({ inputUsd: '0.02', outputUsd: '0' });
  });

  it('names them as jobs do: without the provider before them', () => {
    expect(find('harbour', 'harbour-mini')).toMatchObject({ inputUsd: '0.15', outputUsd: '0.6' });
    expect(find('azure', 'harbour-large')).toMatchObject({ inputUsd: '3.1' });
  });

  it('takes the first of two that are one model here', () => {
    expect(find('vertex_ai', 'lagoon-pro')).toMatchObject({ inputUsd: '1.25', reasoningUsd: '12' });
  });

  it('says what it leaves out, and why', () => {
    expect(prices).toHaveLength(6);
    expect(leftOut).toEqual({ not_by_token: 3, unreadable: 2, twice: 1 });
  });

  it('is read whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue()), (file) => {
        const read = readLiteLlm(LiteLlmFile.parse(file));
        for (const price of read.prices) expect(price.inputUsd).toMatch(/^\d{1,9}(\.\d{1,8})?$/);
      }),
    );
  });
});

describe('the price of a million tokens', () => {
  it.each([
    [3e-6, '3'],
    [1.25e-7, '0.125'],
    [5e-5, '50'],
    [0, '0'],
    [6e-4, '600'],
    [2.4414e-7, '0.24414'],
    [3.625e-9, '0.003625'],
    [1.234567891e-6, '1.23456789'],
    [9.99999999999e-7, '1'],
    [1e-15, '0'],
    ['0.0000031', '3.1'],
  ])('of %s for one is %s', (perToken, perMillion) => {
    expect(toPerMillion(perToken)).toBe(perMillion);
  });

  it.each([[-1e-6], [Number.NaN], [Infinity], ['cheap'], [null], [1e9], [{}]])(
    'is none of %s',
    (perToken) => expect(toPerMillion(perToken)).toBeUndefined(),
  );

  it('is exact of every price that has eight decimals for a million', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 14n), (units) => {
        const usd = shortUsd(toUsd(units));
        expect(toPerMillion(`${usd}e-6`)).toBe(usd);
        expect(toUnits(usd)).toBe(units);
      }),
    );
  });
});

/**
 * The list as others copied it on 6 August 2026. It is no part of the repository: where the folder
 * is absent this suite is passed over, and says so.
 */
const folder = new URL('../../../../../../shared/fixtures/llm-prices/', import.meta.url);
const isHere = existsSync(folder);
const about = isHere ? 'the whole list' : 'the whole list (not on this machine)';

describe.skipIf(!isHere)(about, () => {
  const name = 'litellm-full.model_prices_and_context_window.json';
  const text = isHere ? readFileSync(new URL(name, folder), 'utf8') : '{}';

  it('is read but for what is not priced by token', () => {
    const file = LiteLlmFile.parse(JSON.parse(text));
    const { prices, leftOut } = readLiteLlm(file);
    expect(prices.length).toBeGreaterThan(2_000);
    expect(leftOut.unreadable).toBe(0);
    expect(prices.length + leftOut.twice + leftOut.not_by_token).toBe(Object.keys(file).length - 1);
    expect(prices).toContainEqual(
      expect.objectContaining({
        provider: 'openai',
        modelPattern: 'gpt-4o',
        inputUsd: '2.5',
        outputUsd: '10',
        cachedReadUsd: '1.25',
      }),
    );
    const claude = prices.find(
      (price) => price.provider === 'anthropic' && price.modelPattern === 'claude-sonnet-4-5',
    );
    expect(claude?.tiers).toEqual([
      {
        aboveInputTokens: 200_000,
        inputUsd: '6',
        outputUsd: '22.5',
        cachedReadUsd: '0.6',
        cachedWriteUsd: '7.5',
        reasoningUsd: null,
      },
    ]);
  });
});
