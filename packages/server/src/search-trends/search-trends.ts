/** What other slices may use of search trends: ingest counts terms as they are looked up here. */
export { normalizeTerm } from './normalize-term.ts';
