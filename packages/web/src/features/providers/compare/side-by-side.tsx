import { comparableFrom, type ComparedProvider, type MetricName } from '@taffrail/contract';
import { X } from 'lucide-react';
import {
  formatCount,
  formatLatency,
  formatPercent,
  formatRate,
  formatUsd,
  plural,
} from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Definition } from '../../../ui/definition.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { exportUrl } from '../providers.api.ts';
import { idOf, nameOfSubject } from '../subjects.ts';
import type { ProvidersPageState } from '../use-providers-page.ts';
import { findBest, isTooFew, sampleOf, type Contest } from './find-best.ts';

const lines = [
  ['costPer1000Jobs', 'Cost of 1,000 jobs', 'ai_cost_per_1000_jobs', formatUsd],
  ['costPerMillionTokens', 'Cost of 1M tokens', 'ai_cost_per_million_tokens', formatUsd],
  ['p50Ms', 'P50', 'ai_latency_p50', formatLatency],
  ['p95Ms', 'P95', 'ai_latency_p95', formatLatency],
  ['firstTokenMs', 'First token', 'ai_first_token', formatLatency],
  ['tokensPerSecond', 'Tokens/s', 'ai_tokens_per_second', formatCount],
  ['errorRate', 'Errors', 'ai_error_rate', formatRate],
  ['accuracy', 'Accuracy', 'ai_accuracy', formatPercent],
] as const satisfies readonly (readonly [Contest, string, MetricName, (value: number) => string])[];

interface SideBySideProps {
  page: ProvidersPageState;
  /** All of the comparison, those that were chosen among them. */
  items: readonly ComparedProvider[];
}

/** Two to four of them, each figure with how many jobs it rests on. */
export function SideBySide({ page, items }: SideBySideProps) {
  const { beside, toggleBeside, asked, change } = page;
  const chosen = beside.flatMap((id) => items.find((item) => idOf(item) === id) ?? []);
  if (beside.length === 0) return null;
  return (
    <PanelFrame
      title="Side by side"
      className="mb-4"
      flush
      actions={
        <>
          <Button look="quiet" onClick={() => change({ vs: undefined })}>
            Clear
          </Button>
          {chosen.length > 1 && (
            <DownloadLink href={exportUrl(asked, beside)}>CSV of these</DownloadLink>
          )}
        </>
      }
    >
      {chosen.length > 1 ? (
        <Figures chosen={chosen} onRemove={toggleBeside} />
      ) : (
        <p className="px-4 pb-4 text-muted">
          {chosen[0]
            ? `Choose another ${asked.group} to set beside ${nameOfSubject(chosen[0].subject)}.`
            : `None of those that were chosen had a job in this range.`}
        </p>
      )}
    </PanelFrame>
  );
}

interface FiguresProps {
  chosen: readonly ComparedProvider[];
  onRemove: (id: string) => void;
}

const cell = 'px-1.5 py-2 text-right align-top last:pr-3 sm:px-3 sm:last:pr-4';

function Figures({ chosen, onRemove }: FiguresProps) {
  const best = findBest(chosen);
  return (
    <ScrollRegion label="Figures side by side">
      <table className="w-full text-compact" data-beside={chosen.length}>
        <caption className="sr-only">{chosen.length} beside each other</caption>
        <thead>
          <tr>
            <th scope="col" className="text-left">
              <span className="sr-only">Figure</span>
            </th>
            {chosen.map((item) => (
              <th
                key={idOf(item)}
                scope="col"
                className={`${cell} min-w-24 font-medium break-words sm:min-w-32`}
              >
                {nameOfSubject(item.subject)}
                <IconButton
                  label={`Take ${nameOfSubject(item.subject)} out`}
                  onClick={() => onRemove(idOf(item))}
                  className="ml-1 h-6 w-6 align-middle"
                >
                  <X size={12} aria-hidden />
                </IconButton>
                <span className="block text-caption font-normal text-muted">
                  {plural(item.figures.jobs, 'job')}, {formatPercent(item.figures.share)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([contest, title, metric, format]) => (
            <tr key={contest} className="border-t border-line">
              <th
                scope="row"
                className="py-2 pr-2 pl-4 text-left align-top font-normal text-muted sm:pr-4"
              >
                <span className="inline-flex items-center gap-1">
                  {title} <Definition metric={metric} />
                </span>
              </th>
              {chosen.map((item) => (
                <td key={idOf(item)} className={cell}>
                  <Figure {...{ item, contest, format }} isBest={best[contest].has(item)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface FigureProps {
  item: ComparedProvider;
  contest: Contest;
  format: (value: number) => string;
  isBest: boolean;
}

/** Dim, and said so, where it rests on too few jobs to be compared. */
function Figure({ item: { figures }, contest, format, isBest }: FigureProps) {
  const value = figures[contest];
  if (value === null) return <span className="text-muted">–</span>;
  const few = isTooFew(contest, figures);
  return (
    <>
      <span className={few ? 'text-muted' : undefined}>{format(value)}</span>
      {isBest && <span className="ml-1 text-caption font-medium text-ok">best</span>}
      <span className="block text-caption text-muted">
        n = {formatCount(sampleOf(contest, figures))}
        {few && `, not compared below ${comparableFrom}`}
      </span>
    </>
  );
}
