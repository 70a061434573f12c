import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { PageHead } from '../../ui/page-head.tsx';
import { PanelFrame } from '../../ui/panel.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { InviteOperator } from './invite-operator.tsx';
import { InvitesPanel } from './invites-panel.tsx';
import { OperatorsPanel } from './operators-panel.tsx';
import { operatorsQuery } from './operators.api.ts';
import { RoleMatrix } from './role-matrix.tsx';

const topics: readonly ChangeTopic[] = ['operators'];

export function OperatorsPage() {
  const query = useQuery(operatorsQuery);
  const { data } = query;
  return (
    <>
      <PageHead
        title="Operators"
        purpose="Who may sign in, and what they may do."
        actions={<InviteOperator />}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <div className="flex flex-col gap-4">
        <OperatorsPanel query={{ ...query, data: data?.items }} />
        {/* One request answers both: its failure is said once. */}
        {data && data.invites.length > 0 && <InvitesPanel invites={data.invites} />}
        <PanelFrame title="What each role may do" flush>
          <RoleMatrix />
        </PanelFrame>
      </div>
    </>
  );
}
