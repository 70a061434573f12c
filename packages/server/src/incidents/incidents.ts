/** What other slices may use of incidents. */
export type { AlertChange, Grouped, GroupingChange } from './grouping/alert-change.ts';
export { groupAlerts } from './grouping/group-alerts.ts';
