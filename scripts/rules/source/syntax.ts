/** As much of a syntax tree's shape (ESTree) as a walk over it needs. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

export const children = (node: SyntaxNode, key: string): SyntaxNode[] => {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

/** Calls `visit` for every node, parents first; what is under a node that answers false is left out. */
export const walk = (
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode | undefined, key: string) => boolean,
  parent?: SyntaxNode,
  key = '',
): void => {
  if (!visit(node, parent, key)) return;
  for (const [childKey, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node, childKey);
    }
  }
};

export const identifierOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Identifier' ? String(node['name']) : undefined;

export const stringOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string'
    ? node['value']
    : undefined;

/** `a.b.c` for a chain of plain names, else nothing. */
export const dottedName = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined;
  if (node.type === 'ChainExpression') return dottedName(node['expression']);
  if (node.type !== 'MemberExpression') return identifierOf(node);
  const object = dottedName(node['object']);
  const property =
    node['computed'] === true ? stringOf(node['property']) : identifierOf(node['property']);
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
};

/** The text of a template literal, `?` standing for each expression. */
export const templateText = (node: SyntaxNode): string =>
  children(node, 'quasis')
    .map(({ value }) =>
      typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : '',
    )
    .join('?');

/** From an offset to its line, from 1. */
export const lineCounter = (source: string): ((offset: number) => number) => {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
};
