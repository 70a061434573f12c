import type { Activity } from '@taffrail/contract';
import { truncateMiddle } from '../../../lib/format.ts';

type Named = NonNullable<Activity['user']>;

/** Foreign text is as long as it likes; what is longer than a line says no more in a row. */
const longest = 80;
export const capText = (text: string, length = longest): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** The name of an organization or user, or as much of an id as tells two apart. */
export const nameOf = ({ id, externalId, name }: Named): string =>
  name?.trim() ? capText(name.trim()) : truncateMiddle(externalId ?? id);

/** Nobody is the system itself. */
export const actorOf = ({ user }: Pick<Activity, 'user'>): string =>
  user ? nameOf(user) : 'System';

export interface Sentence {
  readonly actor: string;
  /** `created a lead`, or `did invoice.sent`. */
  readonly did: string;
  /** `in Acme`; empty for actions of a user without an organization. */
  readonly where: string;
}

export const sentenceFor = (
  activity: Pick<Activity, 'user' | 'action' | 'sentence' | 'organization'>,
): Sentence => ({
  actor: actorOf(activity),
  did: activity.sentence ?? `did ${activity.action}`,
  where: activity.organization ? `in ${nameOf(activity.organization)}` : '',
});

/** `Ada Lovelace created a lead in Acme`: names a row where it cannot be seen. */
export const sentenceText = (activity: Parameters<typeof sentenceFor>[0]): string => {
  const { actor, did, where } = sentenceFor(activity);
  return `${actor} ${did} ${where}`.trim();
};

/** `keyword=chemicals, country=DE`: the first values of the metadata on one line. */
export const metadataLine = (metadata: Readonly<Record<string, unknown>>): string =>
  capText(
    Object.entries(metadata)
      .slice(0, 6)
      .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join(', '),
    120,
  );
