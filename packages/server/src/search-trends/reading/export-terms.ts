import type { SearchFigures, SearchTerm } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { toCsvHeader, toCsvRows, type CsvColumn } from '../../platform/http/files/csv.ts';
import type { TextFile } from '../../platform/http/files/send-file.ts';
import { findDimension, readTermPage } from './list-terms.ts';
import { readScoped, type TrendsContext, type TrendsQuery } from './read-trends.ts';

/** More terms than are told apart in a year of usual days. */
const mostTerms = 100_000;

interface Line {
  readonly term: string;
  readonly figures: SearchFigures;
  readonly compared: SearchTerm['compared'];
  readonly organizations: number | null;
}

const columns: readonly CsvColumn<Line>[] = [
  ['term', ({ term }) => term],
  ['searches', ({ figures }) => figures.searches],
  ['searchesOfWholeDays', ({ compared }) => compared?.searches],
  ['searchesBefore', ({ compared }) => compared?.before],
  ['answered', ({ figures }) => figures.answered],
  ['withoutResult', ({ figures }) => figures.withoutResult],
  ['results', ({ figures }) => figures.results],
  ['conversions', ({ figures }) => figures.conversions],
  ['organizations', ({ organizations }) => organizations],
];

const toOtherLine = (term: string, { figures }: { figures: SearchFigures }): Line[] =>
  figures.searches + figures.answered + figures.conversions === 0
    ? []
    : [{ term, figures, compared: null, organizations: null }];

/** Every term of a dimension that has a name, then the others together; read before it is sent. */
export const exportTerms = async (
  context: TrendsContext,
  { dimension: key, ...query }: TrendsQuery & { readonly dimension: string },
  by: AuditSource,
): Promise<TextFile> => {
  const dimension = findDimension(context, key);
  const page = {
    order: 'searches',
    ascending: false,
    q: undefined,
    limit: mostTerms,
    offset: 0,
  } as const;
  const { days, items, rare, beyond } = await readScoped(context, query, async (trx, scope) => ({
    days: scope.periods.current,
    ...(await readTermPage(trx, scope, dimension, page)),
  }));
  const lines: Line[] = [
    ...items.map(({ label, ...term }) => ({ ...term, term: label })),
    ...toOtherLine(`(rare: fewer than ${dimension.rareBelow} organizations)`, rare),
    ...toOtherLine('(beyond the most frequent of a day)', beyond),
  ];
  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: toCsvHeader(columns), rows: 0 };
    yield { text: toCsvRows(columns, lines), rows: lines.length };
  }
  const action = 'search_terms.exported';
  const asked = { dimension: key, ...query, from: days.first, to: days.last };
  return {
    name: `search-terms-${key}-${days.first}-to-${days.last}.csv`,
    text: streamExport(context, { by, action, asked, parts: parts() }),
  };
};
