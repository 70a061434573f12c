import { readFile } from 'node:fs/promises';
import { parseSync, type ESTree, type Plugin } from 'vite';

/** What a browser needs of a route: the server alone validates, both directions. */
const keptOfRoute = new Set(['method', 'path']);
/** The routes of a file are a module of their own: whoever calls one gets none of its schemas. */
const routesOnly = '?routes';

type Expression = ESTree.Expression;
type Declaration = ESTree.VariableDeclaration;

export interface ContractFile {
  /** Without its routes, and exporting them. */
  readonly schemas: string;
  readonly routes: string;
}

const isRoute = (init: Expression | null): init is ESTree.CallExpression =>
  init?.type === 'CallExpression' &&
  init.callee.type === 'Identifier' &&
  init.callee.name === 'defineRoute';

const declarationsIn = (file: string, code: string): Declaration[] => {
  const { program, errors } = parseSync(file, code);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  return program.body.flatMap((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return declared?.type === 'VariableDeclaration' ? [declared] : [];
  });
};

const routeText = (declaration: Declaration, code: string): string => {
  const [{ id, init } = { id: undefined, init: null }] = declaration.declarations;
  const [definition] = isRoute(init) ? init.arguments : [];
  if (id?.type !== 'Identifier' || definition?.type !== 'ObjectExpression')
    throw new Error('A route is a constant, defined by an object.');
  const kept = definition.properties.filter(
    (property) =>
      property.type === 'Property' &&
      property.key.type === 'Identifier' &&
      keptOfRoute.has(property.key.name),
  );
  const fields = kept.map(({ start, end }) => code.slice(start, end));
  return `export const ${id.name} = { ${fields.join(', ')} };\n`;
};

/** What nobody uses is left out: the bundler cannot know by itself that a schema does nothing. */
const pureText = ({ start, end }: Expression, code: string): string =>
  `/* @__PURE__ */ (() => (${code.slice(start, end)}))()`;

/** A file of the contract as browsers get it. */
export const forBrowsers = (file: string, code: string): ContractFile => {
  let [schemas, routes, at] = ['', '', 0];
  const take = (until: number, text: string, next: number): void => {
    schemas += code.slice(at, until) + text;
    at = next;
  };
  for (const declaration of declarationsIn(file, code)) {
    if (declaration.declarations.some(({ init }) => isRoute(init))) {
      routes += routeText(declaration, code);
      const exported = code.lastIndexOf('export', declaration.start);
      take(exported, '', declaration.end);
      continue;
    }
    for (const { init } of declaration.declarations) {
      if (!init || init.type === 'Literal' || init.type === 'ArrowFunctionExpression') continue;
      take(init.start, pureText(init, code), init.end);
    }
  }
  take(code.length, '', code.length);
  if (routes === '') return { schemas, routes };
  const name = file.slice(file.lastIndexOf('/') + 1);
  return { schemas: `${schemas}\nexport * from './${name}${routesOnly}';\n`, routes };
};

/**
 * The contract says for each route what crosses the wire, in Zod. Types need none of that at run time,
 * and the console takes answers at their type: so browsers get the addresses, and only those schemas
 * that a page uses.
 */
export const contractForBrowsers = (): Plugin => ({
  name: 'taffrail:contract-for-browsers',
  apply: 'build',
  enforce: 'pre',
  load: {
    filter: { id: /[/\\]packages[/\\]contract[/\\]src[/\\].*\.ts\?routes$/ },
    handler: async (id) => {
      const file = id.slice(0, -routesOnly.length);
      const { routes } = forBrowsers(file, await readFile(file, 'utf8'));
      return { code: routes, moduleSideEffects: false, moduleType: 'js' };
    },
  },
  transform: {
    filter: { id: /[/\\]packages[/\\]contract[/\\]src[/\\][^?]+\.ts$/ },
    handler: (code, id) => ({ code: forBrowsers(id, code).schemas, map: null }),
  },
});
