import type { AiJob } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { Link } from '../../../ui/link.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { jobQuery } from '../ai-jobs.api.ts';
import { CostPanel } from './cost-panel.tsx';
import { JobFacts } from './job-facts.tsx';

/** One call of a model, whole. */
export function JobPage() {
  const { id } = useParams({ from: '/shell/admin/usage/jobs/$id' });
  const query = useQuery(jobQuery(id));
  const job = query.data;
  const title = job ? `${job.model} at ${job.provider}` : 'AI job';
  return (
    <>
      <PageHead
        title={title}
        purpose="One call of a model: its tokens, how its cost came about, and all that was told of it."
        documentTitle={`${title} · AI jobs`}
        actions={<Link to="/admin/usage/jobs">All AI jobs</Link>}
      />
      <QueryRefresh query={query} />
      {job ? (
        <Job job={job} />
      ) : (
        <Panel title="Job" titleHidden what="this job" query={query}>
          {() => null}
        </Panel>
      )}
    </>
  );
}

function Job({ job }: { job: AiJob }) {
  const count = Object.keys(job.attributes).length;
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <PanelFrame title="The call" className="self-start">
        <JobFacts job={job} />
      </PanelFrame>
      <div className="flex min-w-0 flex-col gap-4">
        <CostPanel job={job} />
        <PanelFrame title="Attributes">
          {count === 0 ? (
            <p className="text-muted">The sender told nothing else.</p>
          ) : (
            <JsonTree value={job.attributes} label="Attributes" />
          )}
        </PanelFrame>
      </div>
    </div>
  );
}
