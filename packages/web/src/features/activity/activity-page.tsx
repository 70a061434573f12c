import { PageHead } from '../../ui/page-head.tsx';

export function ActivityPage() {
  return <PageHead title="Activity" purpose="Who did what, when, and to which thing." />;
}
