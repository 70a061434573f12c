import type { ListPrice, PriceList } from './list-price.ts';

interface Claude extends Omit<ListPrice, 'models'> {
  readonly names: readonly string[];
}

const claudes: readonly Claude[] = [
  { names: ['claude-3-haiku'], input: '0.25', output: '1.25', read: '0.03', write: '0.3' },
  { names: ['claude-3-5-haiku'], input: '0.8', output: '4', read: '0.08', write: '1' },
  { names: ['claude-haiku-4-5'], input: '1', output: '5', read: '0.1', write: '1.25' },
  {
    names: ['claude-3-5-sonnet', 'claude-3-7-sonnet', 'claude-sonnet-4-6'],
    input: '3',
    output: '15',
    read: '0.3',
    write: '3.75',
  },
  {
    names: ['claude-sonnet-4', 'claude-4-sonnet', 'claude-sonnet-4-5'],
    input: '3',
    output: '15',
    read: '0.3',
    write: '3.75',
    above: { tokens: 200_000, input: '6', output: '22.5', read: '0.6', write: '7.5' },
  },
  { names: ['claude-sonnet-5'], input: '2', output: '10', read: '0.2', write: '2.5' },
  {
    names: ['claude-3-opus', 'claude-opus-4', 'claude-4-opus', 'claude-opus-4-1'],
    input: '15',
    output: '75',
    read: '1.5',
    write: '18.75',
  },
  {
    names: [
      'claude-opus-4-5',
      'claude-opus-4-6',
      'claude-opus-4-7',
      'claude-opus-4-8',
      'claude-opus-5',
    ],
    input: '5',
    output: '25',
    read: '0.5',
    write: '6.25',
  },
  { names: ['claude-fable-5'], input: '10', output: '50', read: '1', write: '12.5' },
];

const listFor = (providers: readonly string[], toModel: (name: string) => string): PriceList => ({
  providers,
  prices: claudes.map(({ names, ...price }) => ({ ...price, models: names.map(toModel) })),
});

export const anthropicLists: readonly PriceList[] = [
  listFor(['anthropic', 'vertex_ai'], (name) => name),
  // `eu.anthropic.claude-opus-4-1-20250805-v1:0`: a region before it, a date and version behind.
  listFor(['bedrock'], (name) => `*anthropic.${name}-20*`),
];
