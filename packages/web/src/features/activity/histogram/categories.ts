import type { ActivityCategory } from '@taffrail/contract';

/** The words for a category, and the colour that it keeps among others. */
export const categoryTitles: Readonly<Record<ActivityCategory, string>> = {
  discovery: 'Discovery',
  headhunt: 'Headhunt',
  lead: 'Lead',
  interaction: 'Interaction',
  task: 'Task',
  batch: 'Batch',
  auth: 'Auth',
  org: 'Org',
  billing: 'Billing',
  view: 'View',
  other: 'Other',
};

/** What fills most logs has a colour of its own; `other` has none. */
export const categoryColours: Readonly<Partial<Record<ActivityCategory, number>>> = {
  view: 1,
  lead: 2,
  discovery: 3,
  auth: 4,
  billing: 5,
  task: 6,
  headhunt: 6,
  interaction: 4,
  batch: 5,
  org: 2,
};

export const isCategory = (id: string): id is ActivityCategory => Object.hasOwn(categoryTitles, id);
