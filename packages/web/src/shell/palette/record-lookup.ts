/** What a pasted text may be the id of, and where the console shows it. */
export interface Lookup {
  readonly label: string;
  readonly to: '/admin/activity';
  readonly search: { readonly range: '90d'; readonly f: string[] };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const traceId = /^[0-9a-f]{32}$/i;
const email = /^[^\s@]+@[^\s@]+$/;
/** The product's own ids have no form of their own; a name with spaces is none. */
const ownId = /^[\w.:-]{2,200}$/;

const activityOf = (label: string, field: string, value: string): Lookup => ({
  label,
  to: '/admin/activity',
  // The longest that raw events are kept: whoever pastes an id wants to find it.
  search: { range: '90d', f: [`${field}.in.${value}`] },
});

export const lookUp = (pasted: string): Lookup[] => {
  const text = pasted.trim();
  if (traceId.test(text)) return [activityOf('Activity of this trace', 'traceId', text)];
  if (!uuid.test(text) && (email.test(text) || !ownId.test(text))) return [];
  return [
    activityOf('Activity of this user', 'userId', text),
    activityOf('Activity of this organization', 'organizationId', text),
    activityOf('Activity on this record', 'resourceId', text),
  ];
};
