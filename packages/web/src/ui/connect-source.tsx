import { useCan } from '../lib/me.ts';
import { LinkButton } from './link-button.tsx';

/** Where nothing has come yet: the next step of those who may take it. */
export function ConnectSource() {
  if (!useCan('sources.manage')) return null;
  return (
    <p className="mt-3">
      <LinkButton to="/admin/settings/sources" look="primary">
        Connect a source
      </LinkButton>
    </p>
  );
}
