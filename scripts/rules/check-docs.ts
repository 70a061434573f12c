import { checkLinks } from './docs/link-rules.ts';
import { checkReferences } from './docs/reference-rules.ts';
import type { House } from './architecture/house.ts';
import type { Finding } from './source/finding.ts';

export interface DocsReport {
  readonly findings: readonly Finding[];
  readonly documents: number;
}

/** The documents say what is so: links lead somewhere, references agree with the contract. */
export const checkDocs = (house: House): DocsReport => {
  const documents = [...house.tree.keys()].filter((file) => file.endsWith('.md'));
  return {
    findings: [...checkLinks(house.tree), ...checkReferences(house)],
    documents: documents.length,
  };
};
