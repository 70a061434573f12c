/** The ten categories of business actions; `other` takes a product's own that name none. */
export const activityCategories = [
  'discovery',
  'headhunt',
  'lead',
  'interaction',
  'task',
  'batch',
  'auth',
  'org',
  'billing',
  'view',
  'other',
] as const;
type Category = (typeof activityCategories)[number];

/**
 * The actions that Taffrail knows by name, with their category and the sentence of the log.
 * Open to a product's own: any other dotted name is taken as it is.
 */
export const activityCatalogue = {
  'discovery.started': { category: 'discovery', sentence: 'started a discovery' },
  'discovery.completed': { category: 'discovery', sentence: 'completed a discovery' },
  'discovery.failed': { category: 'discovery', sentence: 'had a discovery fail' },
  'headhunt.started': { category: 'headhunt', sentence: 'started a headhunt' },
  'headhunt.completed': { category: 'headhunt', sentence: 'completed a headhunt' },
  'lead.created': { category: 'lead', sentence: 'created a lead' },
  'lead.updated': { category: 'lead', sentence: 'updated a lead' },
  'lead.deleted': { category: 'lead', sentence: 'deleted a lead' },
  'interaction.created': { category: 'interaction', sentence: 'recorded an interaction' },
  'task.created': { category: 'task', sentence: 'created a task' },
  'task.completed': { category: 'task', sentence: 'completed a task' },
  'batch.started': { category: 'batch', sentence: 'started a batch' },
  'batch.completed': { category: 'batch', sentence: 'completed a batch' },
  'batch.failed': { category: 'batch', sentence: 'had a batch fail' },
  'user.login': { category: 'auth', sentence: 'signed in' },
  'user.logout': { category: 'auth', sentence: 'signed out' },
  'user.signup': { category: 'auth', sentence: 'signed up' },
  'org.created': { category: 'org', sentence: 'created the organization' },
  'member.invited': { category: 'org', sentence: 'invited a member' },
  'member.removed': { category: 'org', sentence: 'removed a member' },
  'settings.changed': { category: 'org', sentence: 'changed settings' },
  'plan.upgraded': { category: 'billing', sentence: 'upgraded the plan' },
  'plan.downgraded': { category: 'billing', sentence: 'downgraded the plan' },
  'credit.purchased': { category: 'billing', sentence: 'purchased credits' },
  'credit.consumed': { category: 'billing', sentence: 'consumed credits' },
  'company.viewed': { category: 'view', sentence: 'viewed a company' },
  'lead.viewed': { category: 'view', sentence: 'viewed a lead' },
  'contact.viewed': { category: 'view', sentence: 'viewed a contact' },
} as const satisfies Record<string, { category: Category; sentence: string }>;

export type KnownAction = keyof typeof activityCatalogue;
export const knownActions = Object.keys(activityCatalogue) as KnownAction[];

export const isKnownAction = (action: string): action is KnownAction =>
  Object.hasOwn(activityCatalogue, action);
const categories: ReadonlySet<string> = new Set(activityCategories);

/** A product's own `invoice.sent` has no entry; `lead.merged` still belongs to the leads. */
export const categoryOf = (action: string): Category => {
  if (isKnownAction(action)) return activityCatalogue[action].category;
  if (action.endsWith('.viewed')) return 'view';
  const subject = action.slice(0, action.indexOf('.'));
  if (subject === 'user') return 'auth';
  if (subject === 'member' || subject === 'settings') return 'org';
  if (subject === 'plan' || subject === 'credit') return 'billing';
  return categories.has(subject) ? (subject as Category) : 'other';
};

/** `started a discovery`, or for a product's own `invoice.sent` just its code. */
export const sentenceOf = (action: string): string =>
  isKnownAction(action) ? activityCatalogue[action].sentence : action;
