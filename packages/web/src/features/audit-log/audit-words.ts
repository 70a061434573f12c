import type { AuditEntry } from '@taffrail/contract';
import { truncateMiddle } from '../../lib/format.ts';

/** What was done, after the name of whoever did it; what it was done to comes behind. */
const sentences: Readonly<Record<string, string>> = {
  'operator.signed_in': 'signed in',
  'operator.signed_out': 'signed out',
  'operator.sign_in_failed': 'refused',
  'operator.created': 'made the operator',
  'operator.role_changed': 'changed the role of',
  'operator.disabled': 'disabled',
  'operator.enabled': 'enabled',
  'operator.password_changed': 'changed the password',
  'operator.password_reset': 'reset the password of',
  'operator_invite.created': 'invited',
  'operator_invite.accepted': 'accepted the invitation',
  'operator_invite.withdrawn': 'withdrew the invitation of',
  'api_key.created': 'made the key',
  'api_key.restored': 'restored the key',
  'api_key.revoked': 'revoked the key',
  'activity.exported': 'exported the activity log',
  'api_metrics.exported': 'exported the figures of endpoints',
  'record_counts.requested': "asked for a count of the product's records",
  'integrity.requested': "asked for a check of the product's database",
  'integrity.exported': 'exported the runs of the check',
  'integrity.thresholds_set': 'set the thresholds of the check',
  'integrity.thresholds_reset': 'reset the thresholds of the check',
  'integrity.rows_exported': 'exported ids of affected rows of the check',
  'system_logs.exported': 'exported logs',
  'ai_jobs.exported': 'exported AI jobs',
  'providers.exported': 'exported the comparison of AI providers',
  'usage.exported': 'exported what AI costs',
  'usage_margin.exported': 'exported margins of AI cost',
  'usage_statement.exported': 'exported the statement of AI cost',
  'price.set': 'set the price of',
  'price.ended': 'ended the price of',
  'price.withdrawn': 'withdrew the price of',
  'price.imported': 'imported prices',
  'price.shipped_set_loaded': 'loaded the prices that Taffrail ships',
  'prices.exported': 'exported the price book',
  'recosting.previewed': 'had jobs costed again, to look at first',
  'recosting.applied': 'costed jobs again',
  'recosting.taken_back': 'took back the costing of jobs',
  'recosting.discarded': 'discarded the costing of jobs',
  'budget.created': 'set the budget',
  'budget.changed': 'changed the budget',
  'budget.removed': 'removed the budget',
  'budgets.exported': 'exported the budgets',
  'pipeline_runs.exported': 'exported runs of pipelines',
  'search_terms.exported': 'exported search terms',
  'search_term.merged': 'had counted as another the search term',
  'search_term.split': 'had counted by itself the search term',
  'source.created': 'connected the source',
  'source.key_rotated': 'gave a new address to the source',
  'source.secret_set': 'set the signing secret of the source',
  'source.tested': 'tried out the source',
  'source.removed': 'disconnected the source',
  'delivery.replayed': 'replayed the delivery',
  'inbox.replayed': 'replayed what was poisoned in the inbox',
  'product_database.tested': "tried out the product's database",
  'load_test.timeline_exported': 'exported over time a run of the load test',
  'load_test.baseline_accepted': 'accepted a baseline of the load test',
  'load_test.baseline_removed': 'took back the baseline of the load test',
  'saved_view.created': 'saved the view',
  'saved_view.changed': 'changed the view',
  'saved_view.deleted': 'deleted the view',
};

/** What an operator can choose from: everything of a kind, then each by itself. */
export const knownActions: readonly string[] = Object.keys(sentences);
export const actionPrefixes = {
  'operator.*': 'Anything about operators',
  'operator_invite.*': 'Anything about invitations',
  'api_key.*': 'Anything about keys',
  'activity.*': 'Anything about the activity log',
  'api_metrics.*': 'Anything about figures of requests',
  'record_counts.*': 'Anything about record counts',
  'integrity.*': 'Anything about integrity',
  'system_logs.*': 'Anything about logs',
  'ai_jobs.*': 'Anything about AI jobs',
  'providers.*': 'Anything about AI providers',
  'usage.*': 'Anything about AI cost',
  'usage_margin.*': 'Anything about margins',
  'usage_statement.*': 'Anything about statements of AI cost',
  'price.*': 'Anything about a price',
  'prices.*': 'Anything about the price book',
  'recosting.*': 'Anything about costing jobs again',
  'budget.*': 'Anything about a budget',
  'budgets.*': 'Anything about lists of budgets',
  'pipeline_runs.*': 'Anything about runs of pipelines',
  'search_terms.*': 'Anything about lists of search terms',
  'search_term.*': 'Anything about search terms that count as others',
  'source.*': 'Anything about sources',
  'delivery.*': 'Anything about deliveries',
  'inbox.*': 'Anything about the inbox',
  'product_database.*': "Anything about the product's database",
  'load_test.*': 'Anything about load tests',
  'saved_view.*': 'Anything about views',
} as const satisfies Record<string, string>;

/** `changed the role of`; an action without words is called by its code. */
export const wordsOf = (action: string): string => sentences[action] ?? action;

/** `ada@example.com`, `the key Nightly report`, `start of the server`. */
export const actorName = ({ kind, label }: AuditEntry['actor']): string =>
  kind === 'api_key' ? `the key ${label}` : label;

const nameIn = (fields: AuditEntry['after']): string | undefined =>
  [fields?.['email'], fields?.['name']].find((value) => typeof value === 'string');

/** Names for ids: those known, whoever acted on this page, and what was said of it in an entry. */
export const namesIn = (
  entries: readonly AuditEntry[],
  known: readonly { readonly id: string; readonly name: string }[] = [],
): ReadonlyMap<string, string> => {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  for (const { actor, targetId, before, after } of entries) {
    if (actor.id !== null) names.set(actor.id, actor.label);
    const name = nameIn(after) ?? nameIn(before);
    if (targetId !== null && name !== undefined && !names.has(targetId)) names.set(targetId, name);
  }
  return names;
};

/** What it was done to; nothing where that is the actor alone. */
export const targetName = (
  { actor, targetId, before, after }: AuditEntry,
  names: ReadonlyMap<string, string>,
): string | undefined => {
  if (targetId !== null && targetId === actor.id) return undefined;
  const said = nameIn(after) ?? nameIn(before);
  if (said !== undefined) return said === actor.label ? undefined : said;
  return targetId === null ? undefined : (names.get(targetId) ?? truncateMiddle(targetId));
};

/** `ada@example.com revoked the key Production`: names a row where it cannot be seen. */
export const sentenceText = (entry: AuditEntry, names: ReadonlyMap<string, string>): string =>
  [actorName(entry.actor), wordsOf(entry.action), targetName(entry, names)]
    .filter(Boolean)
    .join(' ');
