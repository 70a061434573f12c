import type { AlertRun, ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { LinkButton } from '../../../../ui/link-button.tsx';
import { PageHead } from '../../../../ui/page-head.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { QueryRefresh } from '../../../../ui/query-refresh.tsx';
import { alertRunQuery } from '../alert/alert-run.api.ts';

const topics: readonly ChangeTopic[] = ['pipelines'];

interface MarkPageProps {
  title: string;
  purpose: string;
  /** Why it cannot be done now. */
  refusalOf: (run: AlertRun) => string | null;
  children: (run: AlertRun) => ReactNode;
}

/** Says what will be touched, and asks; or says why it cannot be done. */
export function MarkPage({ title, purpose, refusalOf, children }: MarkPageProps) {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({ ...alertRunQuery(id, undefined), enabled: true });
  return (
    <>
      <PageHead title={title} purpose={purpose} />
      <QueryRefresh query={query} liveTopics={topics} />
      <Panel
        title="What will be touched"
        what="the run"
        query={query}
        className="max-w-3xl"
        isEmpty={(run) => run === null || refusalOf(run) !== null}
        empty={
          <EmptyState kind="filter" title={reasonOf(query.data, refusalOf)}>
            <LinkButton to="/admin/pipeline-runs/$id" params={{ id }}>
              Back to the run
            </LinkButton>
          </EmptyState>
        }
      >
        {(run) => run && children(run)}
      </Panel>
    </>
  );
}

const notOurs =
  'The product told of this run: nobody can retry it or end it here. Only the product can.';

const reasonOf = (
  run: AlertRun | null | undefined,
  refusalOf: MarkPageProps['refusalOf'],
): string => (run ? (refusalOf(run) ?? '') : notOurs);
