import type { CitedRow, CitedType } from '@taffrail/contract';
import type { LinkProps } from '@tanstack/react-router';
import { writeFilter } from '../../lib/filters.ts';
import { Link } from '../link.tsx';

interface Kind {
  readonly word: string;
  readonly target: (id: string) => Pick<LinkProps, 'to' | 'params' | 'search'>;
}

const kinds: Readonly<Record<CitedType, Kind>> = {
  alert: { word: 'alert', target: (id) => ({ to: '/admin/alerts/$id', params: { id } }) },
  incident: { word: 'incident', target: (id) => ({ to: '/admin/incidents/$id', params: { id } }) },
  check: {
    word: 'check',
    target: (id) => ({
      to: '/admin/check-runs',
      search: { f: [writeFilter({ field: 'checkId', op: 'in', values: [id] })] },
    }),
  },
  check_run: {
    word: 'check run',
    target: (id) => ({ to: '/admin/check-runs/$id', params: { id } }),
  },
  pipeline_run: {
    word: 'run',
    target: (id) => ({ to: '/admin/pipeline-runs/$id', params: { id } }),
  },
  error_group: {
    word: 'error',
    target: (id) => ({ to: '/admin/logs/groups/$fingerprint', params: { fingerprint: id } }),
  },
  autofix_run: { word: 'autofix', target: (id) => ({ to: '/admin/autofix/$id', params: { id } }) },
  load_test_run: {
    word: 'load test',
    target: (id) => ({ to: '/admin/load-tests/$id', params: { id } }),
  },
};

/** To the page of a row that a sentence rests on. */
export function CitedRowLink({ row, className }: { row: CitedRow; className?: string }) {
  const { word, target } = kinds[row.type];
  return (
    <Link {...target(row.id)} className={className}>
      <span className="text-muted">{word}</span> {row.label}
    </Link>
  );
}
