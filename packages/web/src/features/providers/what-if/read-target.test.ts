import { describe, expect, it } from 'vitest';
import { readTarget } from './read-target.ts';

describe('readTarget', () => {
  it.each([
    ['openai/gpt-4.1', { provider: 'openai', model: 'gpt-4.1' }],
    [' openai/gpt-4.1 ', { provider: 'openai', model: 'gpt-4.1' }],
    ['bedrock/anthropic/claude', { provider: 'bedrock', model: 'anthropic/claude' }],
    ['gpt-4.1', undefined],
    ['/gpt-4.1', undefined],
    ['openai/', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j', (text, expected) => {
    expect(readTarget(text)).toEqual(expected);
  });
});
