import { type SyntaxNode, children, identifierOf, isNode, stringOf } from './syntax.ts';

/** One `import`, `export … from`, `import()` or `import('…').Type`. */
export interface ImportFact {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
  /** An `import()`: its code comes when it is asked for. */
  readonly later: boolean;
  /** Imported names, `default` and `*` included; empty for a bare or a dynamic import. */
  readonly names: readonly string[];
}

const namesOf = (node: SyntaxNode): string[] =>
  children(node, 'specifiers').map((specifier) => {
    if (specifier.type === 'ImportDefaultSpecifier') return 'default';
    if (specifier.type === 'ImportNamespaceSpecifier') return '*';
    const name = specifier['imported'] ?? specifier['local'];
    return identifierOf(name) ?? stringOf(name) ?? '*';
  });

export const importFactOf = (node: SyntaxNode): Omit<ImportFact, 'line'> | undefined => {
  const specifier = stringOf(node['source']);
  if (specifier === undefined) return undefined;
  const later = node.type === 'ImportExpression';
  const fact = { specifier, later };
  switch (node.type) {
    case 'ImportDeclaration':
      return { ...fact, typeOnly: node['importKind'] === 'type', names: namesOf(node) };
    case 'ExportNamedDeclaration':
      return { ...fact, typeOnly: node['exportKind'] === 'type', names: namesOf(node) };
    case 'ExportAllDeclaration':
      return { ...fact, typeOnly: node['exportKind'] === 'type', names: ['*'] };
    case 'ImportExpression':
      return { ...fact, typeOnly: false, names: [] };
    case 'TSImportType':
      return { ...fact, typeOnly: true, names: [] };
    default:
      return undefined;
  }
};

/** An `export *`, or a file that declares nothing and only passes on. */
export const isBarrelProgram = (program: SyntaxNode): boolean => {
  const statements = children(program, 'body');
  if (statements.some(({ type }) => type === 'ExportAllDeclaration')) return true;
  const rest = statements.filter(({ type }) => type !== 'ImportDeclaration');
  return (
    rest.length > 0 &&
    rest.every((node) => node.type === 'ExportNamedDeclaration' && !isNode(node['declaration']))
  );
};
