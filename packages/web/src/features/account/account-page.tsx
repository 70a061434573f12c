import { titleOfRole } from '@taffrail/contract';
import { useMe } from '../../lib/me.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { PanelFrame } from '../../ui/panel.tsx';
import { roleWords } from '../../ui/role-words.ts';
import { PasswordForm } from './password-form.tsx';
import { PreferencesForm } from './preferences-form.tsx';

export function AccountPage() {
  const { name, email, role } = useMe();
  return (
    <div className="max-w-220">
      <PageHead title="Your account" purpose="How you sign in, and how the console looks to you." />
      <div className="flex flex-col gap-4">
        <PanelFrame title={name}>
          <p className="break-all">{email}</p>
          <p className="text-muted">
            Your role is {titleOfRole(role)}. {roleWords(role)}
          </p>
        </PanelFrame>
        <PanelFrame title="Password">
          <PasswordForm />
        </PanelFrame>
        <PanelFrame title="Preferences">
          <PreferencesForm />
        </PanelFrame>
      </div>
    </div>
  );
}
