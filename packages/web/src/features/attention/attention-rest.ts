import type { Attention, AttentionKind } from '@taffrail/contract';
import { formatCount } from '../../lib/format.ts';
import { kindWords } from './attention-words.ts';

export interface RestOfKind {
  readonly kind: AttentionKind;
  readonly count: number;
  readonly text: string;
}

const textOf = (kind: AttentionKind, count: number): string =>
  `${formatCount(count)} ${count === 1 ? kindWords[kind].one : kindWords[kind].many}`;

/** What there is besides the rows, kind by kind. */
export const restOf = ({ items, parts }: Attention): RestOfKind[] =>
  parts.flatMap(({ kind, count }) => {
    const more = count - items.filter((item) => item.kind === kind).length;
    return more > 0 ? [{ kind, count: more, text: textOf(kind, more) }] : [];
  });

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const namesOf = ({ parts }: Attention, wanted: Attention['parts'][number]['state']): string[] =>
  parts.flatMap(({ kind, state }) => (state === wanted ? [kindWords[kind].many] : []));

/** What the rows are without, and why; undefined where nothing is missing. */
export const missingText = (attention: Attention): string | undefined => {
  const failed = namesOf(attention, 'failed');
  const forbidden = namesOf(attention, 'forbidden');
  const texts = [
    ...(failed.length > 0 ? [`Could not look for ${list.format(failed)}.`] : []),
    ...(forbidden.length > 0 ? [`Your role does not see ${list.format(forbidden)}.`] : []),
  ];
  return texts.length > 0 ? texts.join(' ') : undefined;
};
