import { topicCatalogue } from '../../../packages/contract/src/changes.ts';
import { errorCatalogue } from '../../../packages/contract/src/errors.ts';
import { metadataLimits } from '../../../packages/contract/src/ingest-fields.ts';
import { ingestLimits } from '../../../packages/contract/src/ingest.ts';
import { metricRegistry } from '../../../packages/contract/src/metrics.ts';
import {
  permissionCatalogue,
  permissionsOf,
  roleNames,
} from '../../../packages/contract/src/permissions.ts';
import type { House } from '../architecture/house.ts';
import type { Finding } from '../source/finding.ts';
import type { SourceTree } from '../source/source-tree.ts';
import { compareTable, tableRows } from './table-rows.ts';

/** A table of a reference page, and the rows that the sources give for it. */
interface Reference {
  readonly document: string;
  readonly source: string;
  /** First column to the columns after it that must agree. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

const environmentVariables = ({ tree }: House): string[] => {
  const config = tree.get('packages/server/src/config.ts') ?? '';
  const schema = /const Environment = z\.object\(\{([\s\S]*?)\n\}\);/.exec(config)?.[1] ?? '';
  return [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(([, name]) => name ?? '');
};

/** What `/metrics` shows of ours: `new Counter({ name: …, help: … })` and its kin. */
const prometheusMetrics = ({ tree }: House): [string, string[]][] =>
  [...tree].flatMap(([file, text]) =>
    file.startsWith('packages/server/src/') && !file.endsWith('.test.ts')
      ? [...text.matchAll(/\bname: '(taffrail_\w+)',\s+help: '([^']+)'/g)].map(
          ([, name = '', help = '']): [string, string[]] => [name, [help]],
        )
      : [],
  );

/** `['reset-password', resetPasswordCommand]` in the list of the command line. */
const commandNames = ({ tree }: House): string[] =>
  [...(tree.get('packages/server/src/cli.ts') ?? '').matchAll(/\['([a-z-]+)', \w+Command\]/g)].map(
    ([, name]) => name ?? '',
  );

/** Everything but types and our own packages. */
const dependencies = ({ manifests }: House): string[] =>
  [...manifests.values()].flatMap((manifest) =>
    [...manifest.dependencies, ...manifest.devDependencies].filter(
      (name) => !/^@(?:types|taffrail)\//.test(name),
    ),
  );

const number = (value: number): string => value.toLocaleString('en');

const references = (house: House): Reference[] => [
  {
    document: 'docs/reference/errors.md',
    source: 'packages/contract/src/errors.ts',
    rows: new Map(
      Object.entries(errorCatalogue).map(([code, { status, message }]) => [
        code,
        [String(status), message],
      ]),
    ),
  },
  {
    document: 'docs/reference/configuration.md',
    source: 'packages/server/src/config.ts',
    rows: new Map(environmentVariables(house).map((name) => [name, []])),
  },
  {
    document: 'docs/reference/permissions.md',
    source: 'packages/contract/src/permissions.ts',
    rows: new Map(
      Object.entries(permissionCatalogue).map(([permission, words]) => [
        permission,
        [
          words,
          ...roleNames.map((role) =>
            permissionsOf(role).some((granted) => granted === permission) ? 'yes' : '–',
          ),
        ],
      ]),
    ),
  },
  {
    document: 'docs/reference/metrics.md',
    source: 'packages/contract/src/metrics.ts',
    rows: new Map<string, readonly string[]>([
      ...Object.entries(metricRegistry).map(
        ([name, { title, formula, source }]) => [name, [title, formula, source]] as const,
      ),
      ...prometheusMetrics(house),
    ]),
  },
  {
    document: 'docs/reference/changes.md',
    source: 'packages/contract/src/changes.ts',
    rows: new Map(
      Object.entries(topicCatalogue).map(([topic, permissions]) => [
        topic,
        [permissions.map((permission) => `\`${permission}\``).join(' or ')],
      ]),
    ),
  },
  {
    document: 'docs/reference/commands.md',
    source: 'packages/server/src/cli.ts',
    rows: new Map(commandNames(house).map((name) => [name, []])),
  },
  {
    document: 'docs/adr/0006-dependencies.md',
    source: 'package.json and its packages',
    rows: new Map(dependencies(house).map((name) => [name, []])),
  },
  {
    document: 'docs/reference/ingest.md',
    source: 'packages/contract/src/ingest.ts',
    rows: new Map([
      ['body', [`${number(ingestLimits.bodyBytes)} bytes`]],
      ['records', [number(ingestLimits.records)]],
      ['record', [`${number(ingestLimits.recordBytes)} bytes`]],
      ['createdAt ago', [`${number(ingestLimits.acceptDays)} days`]],
      ['createdAt of a request ago', [`${number(ingestLimits.acceptRequestDays)} days`]],
      ['createdAt of an AI job ago', [`${number(ingestLimits.acceptAiJobDays)} days`]],
      ['createdAt ahead', [`${number(ingestLimits.aheadMs / 60_000)} minutes`]],
      ['Idempotency-Key', [`${number(ingestLimits.idempotencyDays)} days`]],
      ['metadata depth', [number(metadataLimits.depth)]],
      ['metadata size', [`${number(metadataLimits.sizeBytes)} bytes`]],
    ]),
  },
];

const glossary = 'docs/glossary.md';

/** A slice is called by a word of the glossary, alike in contract, server and web. */
const slicesOf = (tree: SourceTree): Map<string, string> => {
  const slices = new Map<string, string>();
  for (const file of tree.keys()) {
    const [, slice] =
      /^packages\/server\/src\/(?!(?:platform|cli)\/)([^/]+)\/[^/]+\.ts$/.exec(file) ??
      /^packages\/web\/src\/features\/([^/]+)\//.exec(file) ??
      [];
    if (slice !== undefined) slices.set(slice, file);
  }
  return slices;
};

const checkGlossary = (tree: SourceTree): Finding[] => {
  const terms = new Set(
    tableRows(tree.get(glossary) ?? '').map(([term = '']) =>
      term.toLowerCase().replaceAll(/[*`]/g, '').replaceAll(' ', '-'),
    ),
  );
  return [...slicesOf(tree)].flatMap(([slice, file]) =>
    terms.has(slice) || terms.has(slice.replace(/s$/, ''))
      ? []
      : {
          file,
          rule: 'glossary',
          problem: `"${slice}" is not a word of ${glossary}`,
          fix: 'use the glossary’s word for it, or add the word',
        },
  );
};

/** Every decision stands in the index of decisions. */
const checkDecisions = (tree: SourceTree): Finding[] => {
  const index = tree.get('docs/adr/README.md') ?? '';
  return [...tree.keys()].flatMap((file) => {
    const name = /^docs\/adr\/(\d{4}-.+\.md)$/.exec(file)?.[1];
    return name === undefined || index.includes(`(${name})`)
      ? []
      : { file, rule: 'decisions', problem: 'is not in docs/adr/README.md', fix: 'add a line' };
  });
};

/** The reference pages agree with what the code says, in both directions. */
export const checkReferences = (house: House): Finding[] => [
  ...references(house).flatMap(({ document, source, rows }) =>
    compareTable({ document, text: house.tree.get(document) ?? '', source, rows }),
  ),
  ...checkGlossary(house.tree),
  ...checkDecisions(house.tree),
];
