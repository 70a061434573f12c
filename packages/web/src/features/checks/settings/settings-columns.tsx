import type { CheckConfig, WatchedCheck } from '@taffrail/contract';
import { plural } from '../../../lib/format.ts';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { kindWords, sayThresholds, shortThresholds } from '../check-words.ts';
import { ResultMark } from '../result-mark.tsx';
import { CheckActions } from './check-actions.tsx';

const unknown = <span className="text-muted">–</span>;

/** What it looks at, in a few words. */
const subjectOf = (config: CheckConfig): string | undefined => {
  if (config.kind === 'http') return config.url;
  if (config.kind === 'disk') return config.path;
  if (config.kind === 'postgres')
    return config.database === 'own' ? "the console's database" : "the product's database";
  return undefined;
};

/** The thresholds of what it measures. */
const limitsOf = (config: CheckConfig) => {
  if (config.kind === 'heartbeat') return { warningAt: null, criticalAt: config.graceSeconds };
  if ('warningAboveMs' in config)
    return { warningAt: config.warningAboveMs, criticalAt: config.criticalAboveMs };
  return { warningAt: config.warningAbovePercent, criticalAt: config.criticalAbovePercent };
};

export const settingsColumns: readonly Column<WatchedCheck>[] = [
  {
    id: 'name',
    title: 'Check',
    priority: 1,
    className: 'min-w-32',
    cell: ({ name, kind, config }) => (
      <span className="block min-w-0">
        <span className="font-medium break-words">{name}</span>
        <span className="block text-caption break-all text-muted">
          {[kindWords[kind], subjectOf(config)].filter((part) => part !== undefined).join(' · ')}
        </span>
      </span>
    ),
  },
  {
    id: 'state',
    title: 'State',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ isEnabled, result }) =>
      isEnabled ? <ResultMark result={result} /> : <Status status="idle">Disabled</Status>,
  },
  {
    id: 'every',
    title: 'Runs every',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ everyMinutes }) => plural(everyMinutes, 'minute'),
  },
  {
    id: 'limits',
    title: 'Thresholds',
    priority: 3,
    cell: ({ kind, config }) => (
      <span className="whitespace-nowrap" title={sayThresholds(kind, limitsOf(config))}>
        {shortThresholds(kind, limitsOf(config)) ?? unknown}
      </span>
    ),
  },
  {
    id: 'after',
    title: 'Alerts after',
    priority: 3,
    className: 'whitespace-nowrap',
    cell: ({ failuresBeforeAlert }) => plural(failuresBeforeAlert, 'bad result'),
  },
  {
    id: 'service',
    title: 'Service',
    priority: 3,
    cell: ({ service }) => service ?? unknown,
  },
  {
    id: 'actions',
    title: 'Actions',
    priority: 3,
    className: 'whitespace-nowrap',
    cell: (check) => <CheckActions check={check} />,
  },
];
