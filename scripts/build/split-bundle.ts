/** What Vite writes to `.vite/manifest.json`, as far as the budgets need it. */
export type Manifest = Readonly<Record<string, Chunk>>;

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

export interface Bundle {
  /** Scripts of the entry, of the landing page, and of all that they import. */
  readonly firstPage: ReadonlySet<string>;
  /** Of every other part that is loaded when it is needed: the scripts that come on top. */
  readonly routes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly css: ReadonlySet<string>;
}

const scriptsFrom = (manifest: Manifest, start: string, into: Set<string>): Set<string> => {
  const chunk = manifest[start];
  if (!chunk || into.has(chunk.file)) return into;
  if (chunk.file.endsWith('.js')) into.add(chunk.file);
  for (const next of chunk.imports ?? []) scriptsFrom(manifest, next, into);
  return into;
};

/** Splits a build into what the first page loads and what each later part adds to it. */
export const partition = (manifest: Manifest, landing: readonly string[]): Bundle => {
  const firstPage = new Set<string>();
  const later: string[] = [];
  for (const [key, { isEntry, isDynamicEntry, src = key }] of Object.entries(manifest)) {
    if (isEntry || (isDynamicEntry && landing.some((start) => src.startsWith(start)))) {
      scriptsFrom(manifest, key, firstPage);
    } else if (isDynamicEntry) later.push(key);
  }
  const routes = later.map((key) => {
    const scripts = scriptsFrom(manifest, key, new Set());
    const added = new Set([...scripts].filter((script) => !firstPage.has(script)));
    return [manifest[key]?.src ?? key, added] as const;
  });
  const css = new Set<string>();
  for (const { file, css: files = [] } of Object.values(manifest)) {
    for (const name of [file, ...files]) if (name.endsWith('.css')) css.add(name);
  }
  return { firstPage, routes: new Map(routes), css };
};
