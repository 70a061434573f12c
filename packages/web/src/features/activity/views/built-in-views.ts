import { stringifySearch } from '../../../lib/url/url-state.ts';

const search = (...f: string[]): string => stringifySearch({ f }).slice(1);

/** The views that everybody has. */
export const builtInViews = [
  { id: 'all', name: 'All', search: '' },
  { id: 'deletions', name: 'Deletions', search: search('action.in.*.deleted,*.removed') },
  { id: 'sign-ins', name: 'Sign-ins', search: search('action.in.user.login') },
  { id: 'billing', name: 'Billing', search: search('category.in.billing') },
  { id: 'failures', name: 'Failures', search: search('action.in.*.failed') },
] as const;
