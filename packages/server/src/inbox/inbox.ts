import type { ChangeTopic, SourceKind } from '@taffrail/contract';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/db/database.ts';
import type { KnownToJobs } from '../slice.ts';

/** A request of a source, before anything of it is believed. */
export interface Arrival {
  /** Lower-case names, as Node gives them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Unpacked, otherwise the very bytes that were sent: what signatures are over. */
  readonly body: Buffer;
}

/** What a sender would send. */
export interface Sample extends Arrival {
  readonly query: Readonly<Record<string, string>>;
}

/** A delivery as it lies in the inbox. */
export interface StoredDelivery {
  readonly id: string;
  readonly receivedAt: Date;
  readonly sourceId: string | null;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type Reading =
  | {
      readonly state: 'done';
      /** What somebody who looks at the delivery should know: that a part of it was left out. */
      readonly note?: string | undefined;
    }
  /** Known, but of no interest here. */
  | { readonly state: 'ignored'; readonly reason: string };

export interface ReadingContext extends KnownToJobs {
  readonly tx: Transaction;
  readonly clock: Clock;
}

/**
 * What one kind of source sends, and how it is read. One driver, one file.
 *
 * The inbox verifies, stores and answers; only then, in a job, it has the delivery read.
 */
export interface HookDriver {
  readonly kind: SourceKind;
  /** Of the body, as sent and unpacked. */
  readonly limitBytes: number;
  /**
   * Absent where the key in the address is all there is.
   *
   * @throws `unauthenticated` when the signature is missing, wrong, or too old to be believed
   */
  readonly verify?: (arrival: Arrival, secret: string | undefined, now: Date) => void;
  /** The same for a delivery that is sent again; undefined where that cannot be told. */
  readonly deliveryId?: (arrival: Arrival) => string | undefined;
  /** A delivery as it is usually sent, signed where that is asked: what a source is tried with. */
  readonly sample: (given: {
    /** Unlike that of any other. */
    readonly id: string;
    readonly now: Date;
    readonly secret: string | undefined;
    /** What somebody said of the form of its bodies; null where there is nothing to say. */
    readonly mapping: unknown;
  }) => Sample;
  /** What changes with a delivery that is read; told to whoever looks after the commit. */
  readonly announces: readonly ChangeTopic[];
  /**
   * Reads a delivery as the owner of the schema, in the transaction that also notes that it was
   * read. It may be called again for the same delivery: reading twice must change nothing.
   *
   * @throws {Unreadable} when trying again is of no use; anything else is tried again
   */
  readonly read: (delivery: StoredDelivery, context: ReadingContext) => Promise<Reading>;
  /**
   * The same for many in one transaction, where that is cheaper: answers for each, in their order.
   * When it throws, they are read one by one.
   */
  readonly readAll?: (
    deliveries: readonly StoredDelivery[],
    context: ReadingContext,
  ) => Promise<readonly (Reading | Unreadable)[]>;
  /** So many of them at most: more where what they change together is written once. 500 unless given. */
  readonly atOnce?: number;
}

/** What was sent can never be read as it is: it goes to the poison list, with this message. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
