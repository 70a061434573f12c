import type { AlertChain, ChainPlace } from '@taffrail/contract';
import { plural } from '../../lib/format.ts';
import { incidentLooks } from '../incident-looks.ts';
import { statusLooks, shownStatus, reasonWords } from '../run-looks.ts';
import { lookOfAlert } from '../severity.tsx';
import type { StatusName } from '../status.tsx';

/** Where a node leads to. */
export type ChainTarget =
  | { readonly to: '/admin/alerts/$id'; readonly id: string }
  | { readonly to: '/admin/incidents/$id'; readonly id: string }
  | { readonly to: '/admin/pipeline-runs/$id'; readonly id: string }
  | { readonly to: '/admin/analysis-runs/$id'; readonly id: string };

export interface ChainNode {
  readonly key: string;
  readonly status: StatusName;
  readonly word: string;
  readonly text: string;
  /** When it was, beside its text. */
  readonly at?: string | undefined;
  /** What more there is to say, on hover. */
  readonly title?: string | undefined;
  readonly target: ChainTarget;
  readonly isCurrent: boolean;
}

export interface ChainStep {
  readonly title: string;
  readonly nodes: readonly ChainNode[];
  /** Of what has no room, or in the place of what is not there. */
  readonly note?: string | undefined;
}

type ChainRun = AlertChain['runs'][number];

const ended: ReadonlySet<ChainRun['status']> = new Set(['succeeded', 'failed', 'skipped']);

const restOf = (all: number, shown: number, one: string): string | undefined =>
  all > shown ? `and ${plural(all - shown, `more ${one}`)}` : undefined;

const alertStep = ({ alerts, alertCount }: AlertChain, isCurrent: boolean): ChainStep => ({
  title: alertCount > 1 ? 'Alerts' : 'Alert',
  nodes: alerts.map((alert) => ({
    ...lookOfAlert(alert),
    key: alert.id,
    text: alert.name,
    target: { to: '/admin/alerts/$id', id: alert.id },
    isCurrent,
  })),
  note: alertCount === 0 ? 'No longer kept' : restOf(alertCount, alerts.length, 'alert'),
});

const incidentStep = ({ incident }: AlertChain, isCurrent: boolean): ChainStep => ({
  title: 'Incident',
  nodes: incident
    ? [
        {
          ...incidentLooks[incident.state],
          key: incident.id,
          text: `#${incident.number} ${incident.title}`,
          target: { to: '/admin/incidents/$id', id: incident.id },
          isCurrent,
        },
      ]
    : [],
  note: incident ? undefined : 'None',
});

const runNode = (run: ChainRun, isCurrent: boolean): ChainNode => ({
  ...statusLooks[run.status],
  key: run.id,
  text: statusLooks[run.status].word,
  at: run.createdAt,
  target: { to: '/admin/pipeline-runs/$id', id: run.id },
  isCurrent,
});

const stageNode = (
  run: ChainRun,
  stage: ChainRun['stages'][number],
  isCurrent: boolean,
): ChainNode => {
  const neverRan = stage.status === 'pending' && ended.has(run.status);
  return {
    ...statusLooks[shownStatus({ status: stage.status, neverRan })],
    key: stage.stage,
    text: stage.stage,
    title:
      stage.reason !== null
        ? reasonWords[stage.reason]
        : stage.attempt > 1
          ? `Attempt ${stage.attempt}`
          : undefined,
    target: { to: '/admin/pipeline-runs/$id', id: run.id },
    isCurrent,
  };
};

const analysisStep = (run: ChainRun | undefined, isCurrent: boolean): ChainStep => ({
  title: 'Analysis',
  nodes: run?.analysis
    ? [
        {
          ...statusLooks[run.analysis.status],
          key: run.analysis.id,
          text: 'by rules',
          target: { to: '/admin/analysis-runs/$id', id: run.analysis.id },
          isCurrent,
        },
      ]
    : [],
  note: run?.analysis ? undefined : 'None',
});

/**
 * The chain as it is shown: the stages and the analysis are those of its first run.
 *
 * @param stage where the page stands, when it is one of a run's stages
 */
export const chainSteps = (
  chain: AlertChain,
  place: ChainPlace,
  stage?: string,
): readonly ChainStep[] => {
  const [run] = chain.runs;
  const isRun = place === 'run' && stage === undefined;
  return [
    alertStep(chain, place === 'alert'),
    incidentStep(chain, place === 'incident'),
    {
      title: chain.runCount > 1 ? 'Pipeline runs' : 'Pipeline run',
      nodes: chain.runs.map((each) => runNode(each, isRun && each === run)),
      note: run ? restOf(chain.runCount, chain.runs.length, 'run') : 'None',
    },
    {
      title: chain.runCount > 1 ? 'Stages of the latest' : 'Stages',
      nodes: run ? run.stages.map((each) => stageNode(run, each, each.stage === stage)) : [],
      note: run ? undefined : 'None',
    },
    analysisStep(run, place === 'analysis_run'),
  ];
};
