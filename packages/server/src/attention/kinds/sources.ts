import { mostAttention, type AttentionItem } from '@taffrail/contract';
import { listLateSources, type LateSource } from '../../sources/sources.ts';
import { nothingMore, type AttentionSource } from './attention-kind.ts';

const toItem = ({ id, name, lastReceivedAt, failure }: LateSource): AttentionItem => ({
  ...nothingMore,
  kind: 'source',
  recordId: id,
  severity: 'warning',
  title: name,
  detail: failure === null ? 'It has been silent for longer than is usual.' : failure,
  at: lastReceivedAt,
});

/** What used to send and has fallen silent. */
export const lateSources: AttentionSource = {
  kind: 'source',
  permission: 'sources.manage',
  find: async (context, now) => {
    const late = await listLateSources(context, now);
    return { items: late.slice(0, mostAttention).map(toItem), count: late.length };
  },
};
