import { describe, expect, it } from 'vitest';
import { type Manifest, partition } from './build/split-bundle.ts';

const manifest: Manifest = {
  'index.html': {
    file: 'assets/main.js',
    isEntry: true,
    imports: ['_react.js'],
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
    imports: ['index.html', '_chart.js', '_table.js'],
  },
  '_table.js': { file: 'assets/table.js', imports: ['_react.js'] },
};

describe('the split of the bundle', () => {
  const bundle = partition(manifest, ['src/shell/home.tsx', 'src/features/dashboard/']);

  it('counts the landing page to the first page', () => {
    expect([...bundle.firstPage].toSorted()).toEqual([
      'assets/chart.js',
      'assets/dashboard.js',
      'assets/main.js',
      'assets/react.js',
    ]);
  });

  it('counts for a further page only what it adds', () => {
    expect([...bundle.routes].map(([name, files]) => [name, [...files].toSorted()])).toEqual([
      ['src/features/activity/page.tsx', ['assets/activity.js', 'assets/table.js']],
    ]);
  });

  it('counts every style sheet once', () => {
    expect([...bundle.css]).toEqual(['assets/main.css', 'assets/chart.css']);
  });
});
