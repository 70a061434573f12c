import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Severity } from './alert-kinds.ts';
import { IdParams } from './page.ts';
import { Text } from './text.ts';

/** Where something stands in a body: `/alert/tags/0`. RFC 6901. */
export const JsonPointer = Text(300).regex(
  /^(?:\/(?:[^~/]|~[01])*)*$/,
  'must be a JSON pointer, as /alert/message',
);

/** What can be read of a body for an alert. Only the name must be found. */
export const mappedFields = [
  'name',
  'status',
  'severity',
  'fingerprint',
  'description',
  'service',
  'groupKey',
  'url',
  'startedAt',
  'endedAt',
  'traceId',
] as const;
export const MappedField = z.enum(mappedFields);
export type MappedField = z.infer<typeof MappedField>;

export const FieldLookup = z.object({
  /** The first of these that holds something. */
  from: z.array(JsonPointer).max(10),
  /** What is taken when none does. */
  otherwise: Text(300).optional(),
});
export type FieldLookup = z.infer<typeof FieldLookup>;

/**
 * `cleared` resolves what fires, and is nothing otherwise: a success of what never failed.
 * `acknowledged` still fires. `ignored` is of no interest here.
 */
export const MappedStatus = z.enum(['firing', 'acknowledged', 'resolved', 'cleared', 'ignored']);
export type MappedStatus = z.infer<typeof MappedStatus>;

/** A word of the sender, in whatever case; `*` is any other. */
const Word = Text(100).trim().min(1);

const LabelName = Text(100).regex(/^(?:\*|[\p{L}_][\p{L}\p{N}_.-]*)$/u, 'must be a name, or *');

/** How the bodies of a source become alerts. */
export const AlertMapping = z.object({
  /** Where the alerts of a body are listed; where there is no list, the body is one alert. */
  list: JsonPointer.optional(),
  fields: z
    .partialRecord(MappedField, FieldLookup)
    .refine((fields) => (fields.name?.from.length ?? 0) > 0 || fields.name?.otherwise, {
      message: 'must say where the name is',
      path: ['name'],
    }),
  /** What the words of the status mean; without it `firing` and `resolved` and the like do. */
  statuses: z.record(Word, MappedStatus).optional(),
  severities: z.record(Word, Severity).optional(),
  /** Names of labels, and where their values are; `*` is an object that holds some. */
  labels: z
    .record(LabelName, JsonPointer)
    .refine((labels) => Object.keys(labels).length <= 30, 'at most 30 labels')
    .optional(),
});
export type AlertMapping = z.infer<typeof AlertMapping>;

/** The mapping of a source of kind `generic`, and which of its states that is. */
export const SourceMapping = z.object({
  mapping: AlertMapping,
  /** Nobody has said anything else yet: bodies are as the reference describes them. */
  isDefault: z.boolean(),
  /** Said again with a change, so that nobody overwrites what somebody else just said. */
  version: z.number().int(),
});
export type SourceMapping = z.infer<typeof SourceMapping>;

export const getSourceMapping = defineRoute({
  method: 'GET',
  path: '/api/v1/sources/:id/mapping',
  summary: 'How the bodies of a generic source become alerts.',
  access: 'sources.manage',
  params: IdParams,
  response: SourceMapping,
});

export const setSourceMapping = defineRoute({
  method: 'PUT',
  path: '/api/v1/sources/:id/mapping',
  summary: 'Say how the bodies of a generic source become alerts, from now on.',
  access: 'sources.manage',
  params: IdParams,
  body: z.object({ mapping: AlertMapping, version: z.number().int().min(0) }),
  response: SourceMapping,
});

/** What one field of one alert was read as. */
export const TriedField = z.object({
  field: MappedField,
  /** Where something was found; null when nowhere. */
  pointer: z.string().nullable(),
  /** What stands there, cut; null when nothing does. */
  found: z.string().nullable(),
  /** What it becomes; null when it stays empty. */
  value: z.string().nullable(),
  /** Why it became something else, or nothing at all. */
  problem: z.string().nullable(),
});
export type TriedField = z.infer<typeof TriedField>;

export const TriedAlert = z.object({
  /** `alert`; `ignored`, as its status says; `unreadable`, with the problem beside its field. */
  outcome: z.enum(['alert', 'ignored', 'unreadable']),
  fields: z.array(TriedField),
  labels: z.record(z.string(), z.string()),
});
export type TriedAlert = z.infer<typeof TriedAlert>;

/** So many alerts of a body are shown when a mapping is tried. */
export const triedAlerts = 3;

export const trySourceMapping = defineRoute({
  method: 'POST',
  path: '/api/v1/sources/:id/mapping/try',
  summary: 'Read a stored delivery of a source with a mapping; nothing is kept.',
  access: 'sources.manage',
  params: IdParams,
  body: z.object({ mapping: AlertMapping, deliveryId: z.uuid() }),
  response: z.object({
    /** Why the body as a whole cannot be read; null when it can. */
    problem: z.string().nullable(),
    /** How many alerts the body holds. */
    count: z.number().int(),
    /** The first of them. */
    alerts: z.array(TriedAlert),
  }),
});
