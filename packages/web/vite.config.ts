import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contractForBrowsers } from './build/contract-for-browsers.ts';

const server = 'http://127.0.0.1:4600';

/** Small, and each in most lists: one file, since the first page knows the files of all later ones by name. */
const partsOfLists =
  /\/src\/(ui\/(list\/|(commit-link|connect-source|copy-record|download-link|export-icon|fact|filter-chip|on-cards|pager|scroll-region|searched-to|time-facts|trace-fact|trace-filter|trace-link|use-open-rows|view-links|view-title)\.)|lib\/time\/asked-span|lib\/url\/(download-as|one-value-filters|open-ids|use-filtered-list|use-list-over-time|use-paging))/;

export default defineConfig({
  plugins: [contractForBrowsers(), react(), tailwindcss()],
  server: {
    proxy: { '/api': server, '/ingest': server },
  },
  build: {
    // `light-dark()` and nesting without a fallback: all three since early 2024.
    target: ['chrome123', 'firefox122', 'safari17.5'],
    manifest: true,
    // The Content-Security-Policy allows images as data, but nothing else inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What changes seldom keeps its name over many versions of the console, and is cached.
            {
              name: 'framework',
              test: /node_modules[/\\](react|react-dom|scheduler|@tanstack|use-sync-external-store)[/\\]/,
            },
            // Pages read their addresses and filters by it; the first page does without.
            { name: 'zod', test: /node_modules[/\\]zod[/\\]/ },
            { name: 'lists', test: partsOfLists, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
});
