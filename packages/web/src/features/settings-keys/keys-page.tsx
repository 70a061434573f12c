import { PageHead } from '../../ui/page-head.tsx';

export function KeysPage() {
  return <PageHead title="Keys" purpose="What may send events and call the API." />;
}
