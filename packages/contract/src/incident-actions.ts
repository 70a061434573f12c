import { z } from 'zod';
import { IncidentCause, IncidentState } from './incident-kinds.ts';
import { IdParams } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

const Count = z.number().int();

/** What an action answers: where the incident stands after it. */
export const IncidentStanding = z.object({
  id: z.uuid(),
  number: Count,
  state: IncidentState,
  version: Count,
});
export type IncidentStanding = z.infer<typeof IncidentStanding>;

/**
 * The version that was looked at. When another has acted meanwhile the answer is a `conflict` that
 * says who did what; without a version, the states alone decide.
 */
const Decided = z.object({ version: Count.min(1).optional() });

const Note = Text(4_000).trim().min(1);

/** Why it is over. */
export const IncidentResolution = z.object({
  cause: IncidentCause.default('unknown'),
  note: Note.optional(),
});
export type IncidentResolution = z.infer<typeof IncidentResolution>;

export const acknowledgeIncident = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/acknowledge',
  summary: 'Take an incident up: it is yours, and calls nobody else.',
  access: 'incidents.act',
  params: IdParams,
  body: Decided,
  response: IncidentStanding,
});

export const unacknowledgeIncident = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/unacknowledge',
  summary: 'Take an acknowledgement back: the incident is open, and has the owner it had before.',
  access: 'incidents.act',
  params: IdParams,
  body: Decided,
  response: IncidentStanding,
});

export const resolveIncident = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/resolve',
  summary: 'Say that an incident is over, and what it was.',
  access: 'incidents.act',
  params: IdParams,
  body: Decided.extend(IncidentResolution.shape),
  response: IncidentStanding,
});

export const closeIncident = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/close',
  summary: 'Put a resolved incident away.',
  access: 'incidents.act',
  params: IdParams,
  body: Decided.extend({ note: Note.optional() }),
  response: IncidentStanding,
});

export const reopenIncident = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/reopen',
  summary: 'Open an incident again that is not over after all.',
  access: 'incidents.act',
  params: IdParams,
  body: Decided.extend({ note: Note.optional() }),
  response: IncidentStanding,
});

export const assignIncident = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/assign',
  summary: 'Give an incident to an operator, or to nobody.',
  access: 'incidents.act',
  params: IdParams,
  body: Decided.extend({ ownerId: z.uuid().nullable() }),
  response: IncidentStanding,
});

export const mergeIncidents = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/merge',
  summary:
    'Make other incidents part of this one: their alerts and runs move here, and they are closed.',
  access: 'incidents.act',
  params: IdParams,
  body: Decided.extend({ incidentIds: z.array(z.uuid()).min(1).max(50) }),
  response: IncidentStanding,
});

export const splitIncident = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/split',
  summary: 'Give some alerts of an incident one of their own. Answers the new one.',
  access: 'incidents.act',
  params: IdParams,
  body: Decided.extend({
    alertIds: z.array(z.uuid()).min(1).max(500),
    /** The name of the first of the alerts unless given. */
    title: Text(200).trim().min(1).optional(),
  }),
  response: IncidentStanding,
});

export const commentOnIncident = defineRoute({
  method: 'POST',
  path: '/api/v1/incidents/:id/comment',
  summary: 'Write a note into the timeline of an incident.',
  access: 'incidents.act',
  params: IdParams,
  body: z.object({
    /** Made by the caller: sent again, it is the same note. */
    id: z.uuid().optional(),
    note: Note,
  }),
  status: 204,
});
