import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';

export function NoSuchCheck() {
  return (
    <>
      <PageHead title="No such check" purpose="Nothing is checked under this address." />
      <PanelFrame title="No such check" titleHidden>
        <EmptyState kind="never" title="There is no such check, or there is none any more.">
          <p className="mb-3">
            Its foreign key may have been dropped, or it went from the configuration.
          </p>
          <LinkButton to="/admin/operations/health" hash="integrity" search={{}}>
            See what is checked
          </LinkButton>
        </EmptyState>
      </PanelFrame>
    </>
  );
}
