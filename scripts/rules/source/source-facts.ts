import { parseAst } from 'vitest/node';
import { type ImportFact, importFactOf, isBarrelProgram } from './import-fact.ts';
import {
  type SyntaxNode,
  children,
  dottedName,
  identifierOf,
  isNode,
  lineCounter,
  stringOf,
  templateText,
  walk,
} from './syntax.ts';

/** What the rules ask about a file, gathered in one walk over its syntax tree. */
export interface SourceFacts {
  readonly imports: readonly ImportFact[];
  /**
   * What is read or called at run time: `process.env`, `Date.now`, `fetch` (unless the file binds
   * that name itself), `new Date()` without arguments, `.selectFrom()`.
   */
  readonly uses: readonly UseFact[];
  /** String and template literals; `tag` is the template's tag. */
  readonly texts: readonly TextFact[];
  readonly isBarrel: boolean;
}

interface UseFact {
  readonly name: string;
  readonly line: number;
}

interface TextFact {
  readonly text: string;
  readonly line: number;
  readonly tag?: string;
}

/** Whether an identifier is a binding (`declares`), a mere name (`names`) or is read (`reads`). */
const roleOf = (parent: SyntaxNode, key: string): 'declares' | 'names' | 'reads' => {
  if (key === 'local' || key === 'params' || key === 'id') return 'declares';
  if (parent.type === 'RestElement' || parent.type === 'ArrayPattern') return 'declares';
  if (parent.type === 'AssignmentPattern' && key === 'left') return 'declares';
  if (parent['computed'] !== true && (key === 'property' || key === 'key')) return 'names';
  return key === 'label' || parent.type.endsWith('Specifier') ? 'names' : 'reads';
};

const boundByPattern = (node: SyntaxNode): string[] =>
  node.type === 'ObjectPattern'
    ? children(node, 'properties').flatMap(({ value }) => identifierOf(value) ?? [])
    : [];

/** `const { env } = process` reads `process.env`. */
const destructured = (node: SyntaxNode): string[] => {
  const object = dottedName(node['init']);
  const pattern = node['id'];
  if (object === undefined || !isNode(pattern) || pattern.type !== 'ObjectPattern') return [];
  return children(pattern, 'properties').flatMap((property) => {
    const name = identifierOf(property['key']);
    return name === undefined ? [] : [`${object}.${name}`];
  });
};

const usesOf = (node: SyntaxNode): string[] => {
  if (node.type === 'MemberExpression') {
    const name = dottedName(node);
    return name === undefined ? [] : [name];
  }
  if (node.type === 'NewExpression' && children(node, 'arguments').length === 0) {
    return [`new ${dottedName(node['callee']) ?? ''}()`];
  }
  const callee = node['callee'];
  if (node.type === 'CallExpression' && isNode(callee) && callee.type === 'MemberExpression') {
    const method = identifierOf(callee['property']);
    return method === undefined ? [] : [`.${method}()`];
  }
  return node.type === 'VariableDeclarator' ? destructured(node) : [];
};

const textOf = (
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
): Omit<TextFact, 'line'> | null => {
  const text = stringOf(node);
  if (text !== undefined) return { text };
  if (node.type !== 'TemplateLiteral') return null;
  const tag = parent?.type === 'TaggedTemplateExpression' ? dottedName(parent['tag']) : undefined;
  return { text: templateText(node), ...(tag === undefined ? {} : { tag }) };
};

/** Reads a file's facts; throws with the file's name where it cannot be parsed. */
export const readFacts = (file: string, source: string): SourceFacts => {
  const program: unknown = parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file);
  if (!isNode(program)) throw new Error(`${file}: the parser returned no program`);
  const lineAt = lineCounter(source);
  const imports: ImportFact[] = [];
  const uses: UseFact[] = [];
  const texts: TextFact[] = [];
  const bound = new Set<string>();

  walk(program, (node, parent, key) => {
    const line = lineAt(node.start);
    const imported = importFactOf(node);
    if (imported) imports.push({ ...imported, line });
    // A type such as `typeof fetch` reads nothing at run time.
    if (node.type === 'TSTypeQuery') return false;
    for (const name of boundByPattern(node)) bound.add(name);
    const name = identifierOf(node);
    if (name !== undefined && parent) {
      const role = roleOf(parent, key);
      if (role === 'declares') bound.add(name);
      else if (role === 'reads') uses.push({ name, line });
    }
    for (const use of usesOf(node)) uses.push({ name: use, line });
    const text = textOf(node, parent);
    if (text) texts.push({ ...text, line });
    return true;
  });
  return {
    imports,
    uses: uses.filter(({ name }) => !bound.has(name)),
    texts,
    isBarrel: isBarrelProgram(program),
  };
};
