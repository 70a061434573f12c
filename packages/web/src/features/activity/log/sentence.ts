import type { Activity } from '@taffrail/contract';
import { capText, nameOf } from '../../../ui/customer-name.ts';

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
