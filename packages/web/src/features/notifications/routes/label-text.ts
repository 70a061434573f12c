import type { LabelMatcher } from '@taffrail/contract';

const matcher = /^([^=!\s][^=!]*?)\s*(!?=)\s*(.*)$/;

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const read = (part: string): LabelMatcher | undefined => {
  const [, name, sign, value = ''] = matcher.exec(part) ?? [];
  if (name === undefined) return undefined;
  return { name, operator: sign === '=' ? 'is' : 'is_not', value };
};

/** `team=payments, env!=staging` */
export const readLabels = (text: string): LabelMatcher[] =>
  parts(text).flatMap((part) => read(part) ?? []);

/** A message about the first part that cannot be read, or null. */
export const checkLabels = (text: string): string | null => {
  const wrong = parts(text).find((part) => !read(part));
  return wrong === undefined ? null : `“${wrong}” is no label: write name=value or name!=value.`;
};

export const writeLabels = (labels: readonly LabelMatcher[]): string =>
  labels
    .map(({ name, operator, value }) => `${name}${operator === 'is' ? '=' : '!='}${value}`)
    .join(', ');
