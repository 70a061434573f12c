import type { ChannelField, ChannelKind, NotificationReason } from '@taffrail/contract';
import type { z } from 'zod';
import type { MailAccess } from '../../config.ts';
import type { Message } from '../messages/message.ts';

/** What a driver may use beside the settings of its channel. */
export interface SendContext {
  /** The console's own mail server, where the environment names one. */
  readonly mail: MailAccess | undefined;
  readonly publicUrl: string;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
}

export type SendResult =
  | { readonly state: 'sent'; readonly externalId: string | null; readonly answer: string }
  | {
      readonly state: 'failed';
      readonly reason: NotificationReason;
      /** What the receiver said, or what kept it from being asked. */
      readonly failure: string;
      /** Sending it again is of no use. */
      readonly isFinal: boolean;
      readonly retryAfterMs?: number;
      /** The receiver says that it is no more, and wants to hear of nothing. */
      readonly isGone?: boolean;
    };

export type ChannelSettings = Readonly<Record<string, string>>;

export interface SettingProblem {
  readonly field: string;
  readonly message: string;
}

/** One kind of channel. A new one is a file that defines it, and a line in `drivers.ts`. */
export interface Driver {
  readonly kind: ChannelKind;
  readonly title: string;
  readonly fields: readonly ChannelField[];
  /** Secrets that the console makes where none is given. */
  readonly makeSecrets: () => ChannelSettings;
  readonly check: (settings: ChannelSettings) => readonly SettingProblem[];
  readonly send: (
    settings: ChannelSettings,
    message: Message,
    context: SendContext,
  ) => Promise<SendResult>;
}

interface DriverDefinition<S extends z.ZodType> {
  readonly kind: ChannelKind;
  readonly title: string;
  readonly fields: readonly ChannelField[];
  /** Of the values that the fields give, all of them text. */
  readonly settings: S;
  readonly makeSecrets?: () => ChannelSettings;
  readonly deliver: (
    settings: z.output<S>,
    message: Message,
    context: SendContext,
  ) => Promise<SendResult>;
}

const toProblems = (error: z.ZodError): SettingProblem[] =>
  error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));

export const defineDriver = <S extends z.ZodType>(definition: DriverDefinition<S>): Driver => {
  const { kind, title, fields, settings: schema, makeSecrets = () => ({}) } = definition;
  return {
    kind,
    title,
    fields,
    makeSecrets,
    check: (settings) => {
      const { error } = schema.safeParse(settings);
      const known = new Set(fields.map(({ name }) => name));
      const unknown = Object.keys(settings).filter((name) => !known.has(name));
      return [
        ...(error ? toProblems(error) : []),
        ...unknown.map((field) => ({ field, message: 'is no setting of this kind' })),
      ];
    },
    send: async (settings, message, context) => {
      const parsed = schema.safeParse(settings);
      if (parsed.success) return definition.deliver(parsed.data, message, context);
      const problems = toProblems(parsed.error).map(
        ({ field, message: text }) => `${field} ${text}`,
      );
      return {
        state: 'failed',
        reason: 'misconfigured',
        failure: `The settings do not hold: ${problems.join('; ')}.`,
        isFinal: true,
      };
    },
  };
};

type FieldOptions = Partial<Omit<ChannelField, 'name' | 'title' | 'hint'>>;

export const field = (
  name: string,
  [title, hint]: readonly [title: string, hint: string],
  options: FieldOptions = {},
): ChannelField => ({
  name,
  title,
  hint,
  input: 'text',
  choices: [],
  isRequired: false,
  initial: null,
  ...options,
});
