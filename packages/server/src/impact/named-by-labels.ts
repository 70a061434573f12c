import type { CheckKind } from '@taffrail/contract';

type Labels = Readonly<Record<string, string>>;

/** By which what sends alerts names a route, the surest first. */
export const routeLabels = [
  'http_route',
  'http.route',
  'route',
  'endpoint',
  'handler',
  'uri',
  'transaction',
  'path',
];
/** As many as a look at each is cheap. */
const mostEndpoints = 10;

/** `GET /leads/{id}` is `/leads/:id` here; undefined of what is no pattern of a route. */
const toEndpoint = (value: string): string | undefined => {
  const path = value.replace(/^[A-Z]+ /, '').replaceAll(/\{(\w+)\}/g, ':$1');
  return path.startsWith('/') && path.length <= 300 ? path : undefined;
};

/** Endpoints that alerts may be about, as their labels have them; whether there are such is not known. */
export const namedEndpoints = (alerts: readonly Labels[]): string[] => {
  const named = routeLabels.flatMap((label) =>
    alerts.flatMap((labels) => toEndpoint(labels[label] ?? '') ?? []),
  );
  return [...new Set(named)].slice(0, mostEndpoints);
};

const machineKinds = [
  ['cpu', new Set(['cpu', 'processor', 'load'])],
  ['memory', new Set(['memory', 'mem', 'ram', 'oom'])],
  ['disk', new Set(['disk', 'filesystem', 'storage'])],
] as const satisfies readonly (readonly [CheckKind, ReadonlySet<string>])[];

/** `HostHighCPULoad`, `host_high_cpu` and `Host high CPU` are the same words. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);

/** What of a machine an alert is about, by the words of its name. */
export const namedKind = (name: string): CheckKind | undefined => {
  const words = wordsOf(name);
  return machineKinds.find(([, names]) => words.some((word) => names.has(word)))?.[0];
};

const machineLabels = ['host', 'hostname', 'node', 'nodename', 'instance'];

/** Names of the machine that an alert is about, in lower case; an address also without its port. */
export const namedMachines = (labels: Labels): string[] => {
  const names = machineLabels.flatMap((label) => {
    const name = labels[label]?.toLowerCase();
    return name === undefined || name === '' ? [] : [name, name.replace(/:\d+$/, '')];
  });
  return [...new Set(names)];
};
