import type { AnalysisSentence, AnalysisSource, LoadTestRun } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { Link } from '../../../ui/link.tsx';

interface SentencesProps {
  run: Pick<LoadTestRun, 'id'>;
  of: readonly AnalysisSentence[];
}

const quiet = 'text-caption text-muted underline decoration-edge underline-offset-2';

/** Each sentence with links to what it rests on, itself apart. */
export function Sentences({ run, of }: SentencesProps) {
  return (
    <ul className="grid gap-1">
      {of.map(({ text, sources }) => (
        <li key={text} className="break-words">
          {text}
          {sources.map((source) => (
            <Cited key={keyOf(source)} run={run} source={source} />
          ))}
        </li>
      ))}
    </ul>
  );
}

const keyOf = (source: AnalysisSource): string =>
  source.type === 'load_test_run' ? source.id : `${source.method ?? ''} ${source.endpoint}`;

function Cited({ run, source }: { run: Pick<LoadTestRun, 'id'>; source: AnalysisSource }) {
  const link = citation(run, source);
  return link && <span className="whitespace-nowrap"> [{link}]</span>;
}

const citation = (run: Pick<LoadTestRun, 'id'>, source: AnalysisSource): ReactNode => {
  if (source.type === 'load_test_run')
    return source.id === run.id ? null : (
      <Link to="/admin/load-tests/$id" params={{ id: source.id }} className={quiet}>
        the run compared with
      </Link>
    );
  const { endpoint, method, from, to } = source;
  const search = {
    range: `${from}..${to}`,
    ...(method === null ? {} : { peek: `${method} ${endpoint}` }),
  };
  return (
    <Link to="/admin/operations/health" search={search} className={quiet}>
      requests of that week
    </Link>
  );
};
