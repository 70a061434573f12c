import type { RouteInput, SearchSynonym, mergeSearchTerms } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { listSynonymRows, lockTerms, setMergedInto, type LockedTerm } from './synonyms.store.ts';

interface SynonymRules {
  readonly db: Database;
  readonly clock: Clock;
}

export const listSynonyms = async (db: Database): Promise<SearchSynonym[]> =>
  (await listSynonymRows(db)).map((row) => ({
    dimension: row.dimension,
    term: { id: row.term_id, label: row.term_label },
    into: { id: row.into_id, label: row.into_label },
  }));

const refuse = (message: string): never => raise('conflict', { message });

/** One level deep: nobody has to follow from term to term to know what is counted where. */
const requireMergeable = (term: LockedTerm, into: LockedTerm): void => {
  if (term.dimension !== into.dimension) refuse('Both terms must be of one dimension.');
  if (term.merged_into !== null) refuse(`${term.label} counts as another term already.`);
  if (into.merged_into !== null) refuse(`${into.label} counts as another term itself.`);
  if (term.has_merged) refuse(`Other terms count as ${term.label}: split them from it first.`);
};

/** @throws `not_found`, `conflict` */
export const mergeTerms = (
  { db, clock }: SynonymRules,
  { termId, intoId }: RouteInput<typeof mergeSearchTerms>['body'],
  by: AuditSource,
): Promise<SearchSynonym> =>
  db.transaction().execute(async (trx) => {
    if (termId === intoId) refuse('A term counts as itself already.');
    const terms = await lockTerms(trx, [termId, intoId]);
    const term = terms.find(({ id }) => id === termId) ?? raise('not_found');
    const into = terms.find(({ id }) => id === intoId) ?? raise('not_found');
    requireMergeable(term, into);
    await setMergedInto(trx, termId, intoId);
    const { dimension } = term;
    await recordAudit(trx, clock, {
      by,
      action: 'search_term.merged',
      target: { type: 'search_term', id: String(termId) },
      before: { dimension, name: term.label, countsAs: null },
      after: { dimension, name: term.label, countsAs: into.label },
    });
    return {
      dimension,
      term: { id: termId, label: term.label },
      into: { id: intoId, label: into.label },
    };
  });

/** @throws `not_found` also of a term that counts by itself */
export const splitTerm = (
  { db, clock }: SynonymRules,
  termId: number,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const [term] = await lockTerms(trx, [termId]);
    const intoId = term?.merged_into ?? raise('not_found');
    const [into] = await lockTerms(trx, [intoId]);
    await setMergedInto(trx, termId, null);
    await recordAudit(trx, clock, {
      by,
      action: 'search_term.split',
      target: { type: 'search_term', id: String(termId) },
      before: { dimension: term?.dimension, name: term?.label, countsAs: into?.label },
      after: { dimension: term?.dimension, name: term?.label, countsAs: null },
    });
  });
