import { expect, it } from 'vitest';
import { namedEndpoints, namedKind, namedMachines } from './named-by-labels.ts';

it.each([
  ['a route', { route: '/leads/:id' }, ['/leads/:id']],
  ['what Spring and OpenTelemetry call it', { uri: '/leads/{id}' }, ['/leads/:id']],
  ['a transaction of Sentry', { transaction: 'GET /leads' }, ['/leads']],
  [
    'the surest of two',
    { path: '/leads/17', http_route: '/leads/:id' },
    ['/leads/:id', '/leads/17'],
  ],
  ['no job nor file', { transaction: 'sync_leads', endpoint: 'web', path: 'C:\\data' }, []],
  ['nothing', {}, []],
] as const)('finds endpoints in labels: %s', (_, labels, endpoints) => {
  expect(namedEndpoints([labels])).toEqual(endpoints);
});

it('names each endpoint of several alerts once, and ten at most', () => {
  expect(namedEndpoints([{ route: '/a' }, { route: '/b' }, { handler: '/a' }])).toEqual([
    '/a',
    '/b',
  ]);
  const many = Array.from({ length: 30 }, (_, n) => ({ route: `/endpoint/${n}` }));
  expect(namedEndpoints(many)).toHaveLength(10);
});

it.each([
  ['HostHighCpuLoad', 'cpu'],
  ['HighCPUUsage', 'cpu'],
  ['node_memory_low', 'memory'],
  ['Container OOM killed', 'memory'],
  ['NodeFilesystemAlmostOutOfSpace', 'disk'],
  ['Disk of db-1 is full', 'disk'],
  ['UploadFailed', undefined],
  ['SlowRequests', undefined],
])('takes %s for %s', (name, kind) => {
  expect(namedKind(name)).toBe(kind);
});

it('finds the machine with and without the port of its exporter', () => {
  expect(namedMachines({ instance: 'Web-1:9100', node: 'web-1', job: 'node' })).toEqual([
    'web-1',
    'web-1:9100',
  ]);
  expect(namedMachines({ job: 'node', host: '' })).toEqual([]);
});
