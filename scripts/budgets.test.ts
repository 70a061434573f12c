import { describe, expect, it } from 'vitest';
import { type Manifest, splitBundle } from './build/split-bundle.ts';

const manifest: Manifest = {
  'index.html': {
    file: 'assets/main.js',
    isEntry: true,
    imports: ['_react.js'],
    dynamicImports: ['src/features/dashboard/page.tsx', 'src/features/activity/page.tsx'],
    css: ['assets/main.css'],
  },
  '_react.js': { file: 'assets/react.js' },
  '_chart.js': { file: 'assets/chart.js', imports: ['_react.js'], css: ['assets/chart.css'] },
  'src/features/dashboard/page.tsx': {
    file: 'assets/dashboard.js',
    src: 'src/features/dashboard/page.tsx',
    isDynamicEntry: true,
    imports: ['index.html', '_chart.js'],
  },
  'src/features/activity/page.tsx': {
    file: 'assets/activity.js',
    src: 'src/features/activity/page.tsx',
    isDynamicEntry: true,
    imports: ['index.html', '_chart.js', '_table.js', '_validation.js'],
    dynamicImports: ['src/features/activity/editor.tsx'],
  },
  'src/features/activity/editor.tsx': {
    file: 'assets/editor.js',
    src: 'src/features/activity/editor.tsx',
    isDynamicEntry: true,
    imports: ['_react.js', '_table.js'],
  },
  '_validation.js': { file: 'assets/validation.js', name: 'validation' },
  '_table.js': { file: 'assets/table.js', imports: ['_react.js'] },
};

describe('the split of the bundle', () => {
  const bundle = splitBundle(
    manifest,
    ['src/shell/home.tsx', 'src/features/dashboard/'],
    'validation',
  );

  it('counts the landing page to the first page', () => {
    expect([...bundle.firstPage].toSorted()).toEqual([
      'assets/chart.js',
      'assets/dashboard.js',
      'assets/main.js',
      'assets/react.js',
    ]);
  });

  const added = (key: string): string[] => [...(bundle.later.get(key) ?? [])].toSorted();

  it('counts for a further page only what it adds to the first', () => {
    expect(added('src/features/activity/page.tsx')).toEqual([
      'assets/activity.js',
      'assets/table.js',
    ]);
  });

  it('counts for a part only what it adds to the page that opens it', () => {
    expect(added('src/features/activity/editor.tsx')).toEqual(['assets/editor.js']);
  });

  it('counts once what nearly all later pages need', () => {
    expect([...bundle.shared]).toEqual(['assets/validation.js']);
  });

  it('counts nothing twice', () => {
    expect([...bundle.later.keys()]).toEqual([
      'src/features/activity/page.tsx',
      'src/features/activity/editor.tsx',
    ]);
  });

  it('counts every style sheet once', () => {
    expect([...bundle.css]).toEqual(['assets/main.css', 'assets/chart.css']);
  });
});
