import { z } from 'zod';
import { Subscription } from './subscription.ts';
import type { Snapshot } from './timeline.ts';

const Moment = z.coerce.date();

/**
 * What was before a snapshot: nothing, since it began with it; a state, as who told of the snapshot
 * knows it; or one that is only likely. Both had been so since some moment.
 */
export const Before = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  z.object({ kind: z.literal('state'), since: Moment, subscription: Subscription }),
  z.object({ kind: z.literal('guess'), since: Moment, subscription: Subscription }),
]);
export type Before = z.infer<typeof Before>;

/** A snapshot with what is known of the time before it, and whether it was seen or concluded. */
export interface StoryPart extends Snapshot {
  /** Of what told it; empty where that has none. */
  readonly eventId: string;
  readonly before: Before | undefined;
  readonly isReconstructed: boolean;
}

type Told = Pick<StoryPart, 'at' | 'eventId'>;

/** An order that arrival has no part in. */
export const byMoment = (a: Told, b: Told): number => {
  const apart = a.at.getTime() - b.at.getTime();
  if (apart !== 0 || a.eventId === b.eventId) return apart;
  return a.eventId < b.eventId ? -1 : 1;
};
