import type { ProductConfig } from '@taffrail/contract';
import type { Attributes } from '../decode/otlp-data.ts';
import { findText } from './attributes.ts';

/** Whom something belongs to, by the product's own ids. */
export interface Owner {
  readonly organizationId: string | undefined;
  readonly userId: string | undefined;
  readonly sessionId: string | undefined;
}

type Part = 'organization' | 'user' | 'session';

/** The names under which an owner is looked for: the first that is there counts. */
export type OwnerNames = Readonly<Record<Part, readonly string[]>>;

const usual: OwnerNames = {
  organization: [
    'taffrail.organization_id',
    'organization.id',
    'org.id',
    'tenant.id',
    'ai.telemetry.metadata.organizationId',
    'ai.telemetry.metadata.orgId',
    'traceloop.association.properties.organization_id',
  ],
  user: [
    'taffrail.user_id',
    'enduser.id',
    'user.id',
    'ai.telemetry.metadata.userId',
    'traceloop.association.properties.user_id',
  ],
  session: [
    'taffrail.session_id',
    'session.id',
    'ai.telemetry.metadata.sessionId',
    'traceloop.association.properties.session_id',
    'gen_ai.conversation.id',
  ],
};

/** Processors that copy baggage into spans leave its names as they are, or write this before them. */
const withBaggage = (names: readonly string[]): string[] =>
  names.flatMap((name) => [name, `baggage.${name}`]);

/** What the product's configuration names goes before the usual. */
export const toOwnerNames = ({ openTelemetry }: ProductConfig): OwnerNames => ({
  organization: withBaggage([...(openTelemetry?.organization ?? []), ...usual.organization]),
  user: withBaggage([...(openTelemetry?.user ?? []), ...usual.user]),
  session: withBaggage([...(openTelemetry?.session ?? []), ...usual.session]),
});

/** Ids of a product have at most so many characters; what is longer is none. */
const longest = 200;

const readId = (attributes: Attributes, names: readonly string[]): string | undefined => {
  const id = findText(attributes, names);
  return id !== undefined && id.length <= longest ? id : undefined;
};

/** A process may serve one organization alone; users and sessions are never a process's. */
export const readOwner = (names: OwnerNames, own: Attributes, resource: Attributes): Owner => ({
  organizationId: readId(own, names.organization) ?? readId(resource, names.organization),
  userId: readId(own, names.user),
  sessionId: readId(own, names.session),
});
