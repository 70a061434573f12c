import { describe, expect, it } from 'vitest';
import { buildHouse } from './architecture/house.ts';
import { checkLinks } from './docs/link-rules.ts';
import { checkReferences } from './docs/reference-rules.ts';
import { compareTable } from './docs/table-rows.ts';

const links = (files: Record<string, string>): string[] =>
  checkLinks(new Map(Object.entries(files))).map(
    ({ file, line, problem }) => `${file}${line === undefined ? '' : `:${line}`} ${problem}`,
  );

const compare = (text: string): string[] =>
  compareTable({
    document: 'errors.md',
    text: `| Code | Status | What to do |\n| --- | --- | --- |\n${text}`,
    source: 'errors.ts',
    rows: new Map([['gone', ['410']]]),
  }).map(({ problem }) => problem);

const problems = (files: Record<string, string>): string[] =>
  checkReferences(buildHouse(new Map(Object.entries(files))))
    .filter(({ rule }) => rule === 'glossary' || rule === 'decisions')
    .map(({ problem }) => problem);

describe('links of documents', () => {
  it.each([
    ['[a](docs/a.md)', 'README.md:1 docs/a.md is not there'],
    ['![picture](docs/p.png)', 'README.md:1 docs/p.png is not there'],
    ['[a](docs/b.md#no-such)', 'README.md:1 docs/b.md has no heading #no-such'],
    ['[a](#no-such)', 'README.md:1 README.md has no heading #no-such'],
    ['[a]: docs/a.md', 'README.md:1 docs/a.md is not there'],
  ])('finds %s', (text, finding) => {
    expect(links({ 'README.md': text, 'docs/b.md': '# B' })).toEqual([finding]);
  });

  it.each([
    '[a](docs/b.md)',
    '[a](docs/b.md#what-b-is)',
    '[a](docs/)',
    '[a](https://example.com/nothing)',
    '```\n[a](docs/a.md)\n```',
  ])('lets %s pass', (text) => {
    expect(links({ 'README.md': text, 'docs/b.md': '## What `B` is' })).toEqual([]);
  });

  it('resolves from the folder of the document', () => {
    expect(links({ 'docs/a/b.md': '[up](../c.md)', 'docs/c.md': '' })).toEqual([]);
  });

  it('knows the commands of package.json', () => {
    const files = { 'package.json': '{"scripts":{"test":"x"}}' };
    expect(links({ ...files, 'README.md': 'Run `npm test`.' })).toEqual([]);
    expect(links({ ...files, 'README.md': 'Run `npm run tset`.' })).toEqual([
      'README.md npm run tset does not exist',
    ]);
  });

  it('keeps ARCHITECTURE.md short', () => {
    expect(links({ 'ARCHITECTURE.md': 'x\n'.repeat(120) })).toEqual([]);
    expect(links({ 'ARCHITECTURE.md': 'x\n'.repeat(121) })).toEqual([
      'ARCHITECTURE.md 121 lines, 120 at most',
    ]);
  });
});

describe('tables of references', () => {
  it('agree when each row is there with its columns, whatever stands behind them', () => {
    expect(compare('| `gone` | 410 | Ask again. |')).toEqual([]);
  });

  it('lack what the source has', () => {
    expect(compare('')).toEqual(['gone of errors.ts is not documented']);
  });

  it('differ from the source', () => {
    expect(compare('| `gone` | 404 | |')).toEqual(['gone differs from errors.ts']);
  });

  it('name what the source has not', () => {
    expect(compare('| `gone` | 410 | |\n| `lost` | 404 | |')).toEqual(['lost is not in errors.ts']);
  });
});

describe('words and decisions', () => {
  const glossary = '| Word | Is |\n| --- | --- |\n| Saved view | A set of parameters. |\n';

  it('knows a slice by its word, in the singular or the plural', () => {
    const slice = { 'packages/server/src/saved-views/routes.ts': '' };
    expect(problems({ ...slice, 'docs/glossary.md': glossary })).toEqual([]);
    expect(problems({ ...slice, 'docs/glossary.md': '' })).toEqual([
      '"saved-views" is not a word of docs/glossary.md',
    ]);
  });

  it('does the same for the features of the web, not for the platform', () => {
    const files = {
      'packages/web/src/features/views/page.tsx': '',
      'packages/server/src/platform/http/server.ts': '',
    };
    expect(problems({ ...files, 'docs/glossary.md': glossary })).toEqual([
      '"views" is not a word of docs/glossary.md',
    ]);
  });

  it('finds each decision in the index', () => {
    const decision = { 'docs/adr/0009-a.md': '# 9. A' };
    expect(problems({ ...decision, 'docs/adr/README.md': '[A](0009-a.md)' })).toEqual([]);
    expect(problems(decision)).toEqual(['is not in docs/adr/README.md']);
  });
});
