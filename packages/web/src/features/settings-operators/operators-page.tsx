import { PageHead } from '../../ui/page-head.tsx';

export function OperatorsPage() {
  return <PageHead title="Operators" purpose="Who may sign in, and what they may do." />;
}
