import path from 'node:path';
import type { Finding } from '../source/finding.ts';
import type { SourceTree } from '../source/source-tree.ts';

const architectureLines = 120;

interface Line {
  readonly text: string;
  readonly line: number;
}

/** The lines of a document, without fenced code; code has its own meaning for brackets and `#`. */
const proseOf = (document: string): Line[] => {
  let fenced = false;
  return document.split('\n').flatMap((text, index) => {
    if (/^\s*(?:```|~~~)/.test(text)) {
      fenced = !fenced;
      return [];
    }
    return fenced ? [] : [{ text, line: index + 1 }];
  });
};

/** As GitHub makes anchors of headings. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const anchorsOf = (document: string): Set<string> =>
  new Set(
    proseOf(document).flatMap(({ text }) => {
      const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1];
      return heading === undefined ? [] : [anchorOf(heading)];
    }),
  );

const linksIn = (text: string): string[] => [
  ...[...text.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, link]) => link ?? ''),
  ...[...text.matchAll(/^\[[^\]]+\]:\s+(\S+)/g)].map(([, link]) => link ?? ''),
];

const isFolder = (tree: SourceTree, target: string): boolean =>
  [...tree.keys()].some((file) => file.startsWith(`${target}/`));

const brokenLink = (tree: SourceTree, from: string, link: string): string | undefined => {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [relative = '', anchor] = link.split('#');
  const target =
    relative === ''
      ? from
      : path.posix.join(path.posix.dirname(from), decodeURIComponent(relative)).replace(/\/$/, '');
  const text = tree.get(target);
  if (text === undefined) return isFolder(tree, target) ? undefined : `${target} is not there`;
  if (anchor === undefined || !target.endsWith('.md') || anchorsOf(text).has(anchor)) {
    return undefined;
  }
  return `${target} has no heading #${anchor}`;
};

const scriptNames = (tree: SourceTree): Set<string> => {
  const manifest: { scripts?: Record<string, string> } = JSON.parse(
    tree.get('package.json') ?? '{}',
  );
  return new Set(['ci', 'install', ...Object.keys(manifest.scripts ?? {})]);
};

/** `npm test`, `npm run bench`: what a document tells to type is there. */
const unknownScripts = (text: string, scripts: ReadonlySet<string>): string[] =>
  [...text.matchAll(/\bnpm (?:run (?<run>[a-z][\w:-]*)|(?<short>start|test))\b/g)].flatMap(
    ({ groups }) => {
      const name = groups?.['run'] ?? groups?.['short'] ?? '';
      return scripts.has(name) ? [] : [name];
    },
  );

/** Links lead to a file and heading that are there, commands exist, ARCHITECTURE.md stays short. */
export const checkLinks = (tree: SourceTree): Finding[] => {
  const findings: Finding[] = [];
  const scripts = scriptNames(tree);
  for (const [file, document] of tree) {
    if (!file.endsWith('.md')) continue;
    for (const { text, line } of proseOf(document)) {
      for (const link of linksIn(text)) {
        const problem = brokenLink(tree, file, link);
        if (problem === undefined) continue;
        findings.push({ file, line, rule: 'links', problem, fix: `mend the link ${link}` });
      }
    }
    for (const name of new Set(unknownScripts(document, scripts))) {
      findings.push({
        file,
        rule: 'commands',
        problem: `npm run ${name} does not exist`,
        fix: 'name a script of package.json',
      });
    }
  }
  const lines = tree.get('ARCHITECTURE.md')?.trimEnd().split('\n').length ?? 0;
  if (lines > architectureLines) {
    findings.push({
      file: 'ARCHITECTURE.md',
      rule: 'length',
      problem: `${lines} lines, ${architectureLines} at most`,
      fix: 'move detail to docs/',
    });
  }
  return findings;
};
