import { PageHead } from '../../ui/page-head.tsx';

export function AuditLogPage() {
  return <PageHead title="Audit log" purpose="What operators, keys and the console itself did." />;
}
