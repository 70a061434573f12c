import type { NotificationKind, Severity } from '@taffrail/contract';

/** What is to be said, before a channel puts it into its own form. */
export interface Message {
  readonly kind: NotificationKind;
  /** Of its row: the same when it is sent again, so that receivers can tell. */
  readonly id: string;
  readonly severity: Severity | null;
  /** One line. */
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What the analysis says; of a digest, its lines. Text from outside, without secrets. */
  readonly paragraphs: readonly string[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
  /** What the receiver calls the message that this one follows, where it has one. */
  readonly answers: string | null;
  readonly isPossiblyRepeated: boolean;
  readonly at: Date;
  /** For programs. */
  readonly data: MessageData;
}

export interface MessageData {
  readonly incident?: {
    readonly id: string;
    readonly number: number;
    readonly title: string;
    readonly severity: Severity;
    readonly state: string;
    readonly service: string | null;
    readonly openedAt: string;
    readonly url: string;
  };
  readonly traceId?: string;
  /** Of a digest. */
  readonly messages?: number;
}

/** What says that somebody may have read it before. */
export const repeatedNote = 'You may have had this message before.';
