/** The business actions that Taffrail knows by name, in its ten categories. */
export const actionsByCategory = {
  discovery: ['discovery.started', 'discovery.completed', 'discovery.failed'],
  headhunt: ['headhunt.started', 'headhunt.completed'],
  lead: ['lead.created', 'lead.updated', 'lead.deleted'],
  interaction: ['interaction.created'],
  task: ['task.created', 'task.completed'],
  batch: ['batch.started', 'batch.completed', 'batch.failed'],
  auth: ['user.login', 'user.logout', 'user.signup'],
  org: ['org.created', 'member.invited', 'member.removed', 'settings.changed'],
  billing: ['plan.upgraded', 'plan.downgraded', 'credit.purchased', 'credit.consumed'],
  view: ['company.viewed', 'lead.viewed', 'contact.viewed'],
} as const;

export type ActionCategory = keyof typeof actionsByCategory;

export type KnownAction = (typeof actionsByCategory)[ActionCategory][number];

/**
 * A known action, or a product's own: dotted and lower case (`invoice.sent`), at most 100
 * characters.
 */
export type Action = KnownAction | (string & {});

export const knownActions: readonly KnownAction[] = Object.values(actionsByCategory).flat();
