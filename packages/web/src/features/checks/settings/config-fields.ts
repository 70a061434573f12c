import type { CheckConfig, CheckKind } from '@taffrail/contract';
import { writtenText } from '../../../ui/form-values.ts';
import type { WantedConfig } from '../checks.api.ts';

/** A value of a check's configuration that somebody writes. */
export interface ConfigField {
  /** As the API names it. */
  readonly name: string;
  readonly label: string;
  /** `minutes`: the API has seconds. */
  readonly type: 'text' | 'number' | 'minutes';
  readonly hint?: string;
  readonly given: string;
  /** Left empty, there is none. */
  readonly isOptional?: boolean;
  readonly isHalf?: boolean;
}

export interface ConfigFlag {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly given: boolean;
}

export interface ConfigChoice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

interface KindFields {
  readonly fields: readonly ConfigField[];
  readonly flags?: readonly ConfigFlag[];
  readonly choice?: ConfigChoice;
}

const number = (name: string, label: string, given = ''): ConfigField => ({
  name,
  label,
  type: 'number',
  given,
  isOptional: true,
  isHalf: true,
});

const usage: readonly ConfigField[] = [
  number('warningAbovePercent', 'Warning above, %', '85'),
  number('criticalAbovePercent', 'Critical above, %', '95'),
];

/** What each kind asks for; the order is that of the form. */
export const kindFields = {
  http: {
    choice: {
      name: 'method',
      label: 'Method',
      options: [
        { value: 'GET', label: 'GET' },
        { value: 'HEAD', label: 'HEAD' },
      ],
    },
    fields: [
      {
        name: 'url',
        label: 'Address',
        type: 'text',
        given: '',
        hint: 'https://example.com/health',
      },
      {
        name: 'expectedStatus',
        label: 'Expected status',
        type: 'text',
        given: '200-299',
        hint: 'As 200-299, or 200, 204.',
      },
      {
        name: 'bodyContains',
        label: 'The body contains',
        type: 'text',
        given: '',
        isOptional: true,
        isHalf: true,
      },
      {
        name: 'bodyMatches',
        label: 'The body matches',
        type: 'text',
        given: '',
        hint: 'A regular expression.',
        isOptional: true,
        isHalf: true,
      },
      number('warningAboveMs', 'Warning above, ms', '1000'),
      number('criticalAboveMs', 'Critical above, ms'),
      number('warningBelowDays', 'Certificate: warning, days', '14'),
      number('criticalBelowDays', 'Certificate: critical, days', '3'),
    ],
    flags: [
      { name: 'followsRedirects', label: 'Follow redirects', given: true },
      {
        name: 'mayBePrivate',
        label: 'It may be on this machine or in a private network',
        given: false,
      },
    ],
  },
  heartbeat: {
    fields: [
      {
        name: 'periodSeconds',
        label: 'A ping every, minutes',
        type: 'minutes',
        given: '60',
        hint: 'Empty where a cron expression says it.',
        isOptional: true,
        isHalf: true,
      },
      {
        name: 'graceSeconds',
        label: 'Grace, minutes',
        type: 'minutes',
        given: '10',
        hint: 'How late it may be.',
        isHalf: true,
      },
      {
        name: 'cron',
        label: 'Cron expression',
        type: 'text',
        given: '',
        hint: 'Instead: 30 3 * * *',
        isOptional: true,
        isHalf: true,
      },
      { name: 'timeZone', label: 'Its time zone', type: 'text', given: 'UTC', isHalf: true },
    ],
  },
  postgres: {
    choice: {
      name: 'database',
      label: 'Database',
      options: [
        { value: 'own', label: "The console's" },
        { value: 'product', label: "The product's" },
      ],
    },
    fields: [
      number('warningAboveMs', 'Warning above, ms', '250'),
      number('criticalAboveMs', 'Critical above, ms', '2000'),
      number('warningAboveConnectionsPercent', 'Connections: warning, %', '80'),
      number('criticalAboveConnectionsPercent', 'Connections: critical, %', '95'),
    ],
  },
  cpu: { fields: usage },
  memory: { fields: usage },
  disk: {
    fields: [
      { name: 'path', label: 'Path', type: 'text', given: '/', hint: 'Anywhere on the disk.' },
      ...usage,
    ],
  },
} as const satisfies Record<CheckKind, KindFields>;

/** The same for all kinds, for whoever draws them. */
export const fieldsOf = (kind: CheckKind): KindFields => kindFields[kind];

const shownText = (value: unknown, type: ConfigField['type']): string => {
  if (typeof value === 'number') return String(type === 'minutes' ? value / 60 : value);
  return typeof value === 'string' ? value : '';
};

/** What stands in a field at first: what the check has, or what is usual. */
export const givenText = (field: ConfigField, config: CheckConfig | undefined): string => {
  if (!config) return field.given;
  return shownText((config as Record<string, unknown>)[field.name], field.type);
};

export type Flags = Readonly<Record<string, boolean>>;

export const givenFlags = (kind: CheckKind, config: CheckConfig | undefined): Flags =>
  Object.fromEntries(
    (fieldsOf(kind).flags ?? []).map(({ name, given }) => [
      name,
      config ? (config as Record<string, unknown>)[name] === true : given,
    ]),
  );

export const givenChoice = (kind: CheckKind, config: CheckConfig | undefined): string => {
  const { choice } = fieldsOf(kind);
  if (!choice) return '';
  const now = config && (config as Record<string, unknown>)[choice.name];
  return typeof now === 'string' ? now : (choice.options[0]?.value ?? '');
};

const readField = ({ type, isOptional }: ConfigField, text: string): string | number | null => {
  if (text === '' && isOptional) return null;
  if (type === 'text') return text;
  return type === 'minutes' ? Math.round(Number(text) * 60) : Number(text);
};

interface Written {
  readonly kind: CheckKind;
  /** By the names of fields, `config.url`. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly flags: Flags;
  readonly choice: string;
}

/** What was written, as the API takes it; it says what is wrong with it. */
export const readConfig = ({ kind, values, flags, choice }: Written): WantedConfig => {
  const { fields, choice: choiceField } = fieldsOf(kind);
  return {
    kind,
    ...Object.fromEntries(
      fields.map((field) => [
        field.name,
        readField(field, writtenText(values[`config.${field.name}`])),
      ]),
    ),
    ...flags,
    ...(choiceField && { [choiceField.name]: choice }),
  } as WantedConfig;
};

/** A sentence about what is plainly wrong; the rest the API says. */
export const checkField =
  ({ type, isOptional }: ConfigField) =>
  (value: unknown): string | null => {
    const text = writtenText(value);
    if (text === '') return isOptional ? null : 'Say it.';
    if (type !== 'text' && !(Number(text) >= 0)) return 'Write a number.';
    return null;
  };
