import type { ChainPlace } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { cx } from '../../lib/class-names.ts';
import { useChanges } from '../../lib/live/use-changes.ts';
import { useCan } from '../../lib/me.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Link } from '../link.tsx';
import { Panel } from '../panel.tsx';
import { RelativeTime } from '../relative-time.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StatusIcon } from '../status.tsx';
import { TraceLink } from '../trace-link.tsx';
import { useCopy } from '../use-copy.ts';
import { chainSteps, type ChainNode, type ChainStep } from './chain-nodes.ts';
import { chainQuery, chainTopics } from './trace-chain.api.ts';

interface TraceChainProps {
  /** Where the page stands. */
  place: ChainPlace;
  id: string;
  /** Where the page stands in the run, when it is one of its stages. */
  stage?: string;
  className?: string;
}

/**
 * Alert → incident → runs → stages → analysis, on the page of any of them: where one is, and one
 * step to each of the others. For those who may not read incidents, nothing.
 */
export function TraceChain(props: TraceChainProps) {
  return useCan('incidents.read') ? <Chain {...props} /> : null;
}

function Chain({ place, id, stage, className }: TraceChainProps) {
  const query = useQuery(chainQuery(place, id));
  const { refetch } = query;
  useChanges(chainTopics, () => void refetch());
  const traceId = query.data?.runs[0]?.traceId ?? undefined;
  useCopyTrace(traceId);
  return (
    <Panel
      title="Pipeline trace"
      what="the pipeline trace"
      query={query}
      className={className}
      skeleton={<Skeleton className="h-16" />}
      actions={traceId !== undefined && <TraceLink traceId={traceId} />}
    >
      {(chain) => (
        <ol
          aria-label="From the alert to its analysis"
          className="flex flex-col gap-3 text-compact lg:flex-row lg:gap-0"
        >
          {chainSteps(chain, place, stage).map((step, index) => (
            <Step key={step.title} step={step} isFirst={index === 0} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

const useCopyTrace = (traceId: string | undefined): void => {
  const { copy } = useCopy();
  useShortcut(
    'y',
    'Copy the link to the trace',
    traceId !== undefined &&
      (() => copy(`${location.origin}/admin/traces/${encodeURIComponent(traceId)}`, 'the link')),
    'Records',
  );
};

function Step({ step, isFirst }: { step: ChainStep; isFirst: boolean }) {
  return (
    <li className="flex min-w-0 flex-1 gap-2">
      {!isFirst && (
        <ArrowRight
          size={14}
          aria-hidden
          className="mt-0.5 shrink-0 text-muted max-lg:rotate-90 lg:mr-1"
        />
      )}
      <div className="min-w-0 flex-1 lg:pr-3">
        <p className="text-caption text-muted">{step.title}</p>
        {step.nodes.length > 0 && (
          <ul>
            {step.nodes.map((node) => (
              <li key={node.key} title={node.title}>
                <Node node={node} />
              </li>
            ))}
          </ul>
        )}
        {step.note !== undefined && <p className="text-muted">{step.note}</p>}
      </div>
    </li>
  );
}

function Node({ node: { status, word, text, at, target, isCurrent } }: { node: ChainNode }) {
  const inside = (
    <>
      <StatusIcon status={status} />
      <span className="min-w-0 truncate" title={text}>
        {text !== word && <span className="sr-only">{word}: </span>}
        {text}
        {at !== undefined && (
          <>
            , <RelativeTime at={at} />
          </>
        )}
      </span>
    </>
  );
  const look = 'flex min-h-6 min-w-0 items-center gap-1.5 coarse:min-h-11';
  if (isCurrent)
    return (
      <span aria-current="page" className={cx(look, 'font-medium')}>
        {inside}
      </span>
    );
  return (
    <Link to={target.to} params={{ id: target.id }} className={look}>
      {inside}
    </Link>
  );
}
