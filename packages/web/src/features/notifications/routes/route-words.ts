import type { NotificationChannel, NotificationRoute } from '@taffrail/contract';
import { severityLooks } from '../../../ui/severity.tsx';
import { sourceTitles } from '../notification-words.ts';

const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** `Critical or Warning, of Sentry, where team is payments`: what a route takes, in words. */
export const conditionWords = ({ severities, sourceKinds, labels }: NotificationRoute): string => {
  const parts = [
    severities.length > 0 && list.format(severities.map((each) => severityLooks[each].word)),
    sourceKinds.length > 0 && `of ${list.format(sourceKinds.map((each) => sourceTitles[each]))}`,
    ...labels.map(
      ({ name, operator, value }) =>
        `where ${name} is ${operator === 'is' ? '' : 'not '}${value === '' ? 'missing' : value}`,
    ),
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Any alert' : parts.join(', ');
};

/** The names of its channels, as far as they are there. */
export const channelNames = (
  { channelIds }: NotificationRoute,
  channels: readonly NotificationChannel[],
): string[] =>
  channelIds.flatMap((id) => channels.find((channel) => channel.id === id)?.name ?? []);
