import { usePreferences } from '../lib/me.ts';
import { useShortcuts } from '../lib/use-shortcut.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';

/** Every shortcut that works where the operator is, from the registry itself. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const [{ singleKeys }] = usePreferences();
  const groups = Map.groupBy(useShortcuts(), (shortcut) => shortcut.group);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keyboard shortcuts"
      width="wide"
      description={
        singleKeys
          ? 'Single keys can be switched off in the account menu.'
          : 'Single keys are switched off; the account menu switches them on.'
      }
    >
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} aria-label={group}>
            <h3 className="mb-1 font-semibold">{group}</h3>
            <dl>
              {shortcuts.map(({ keys, label }) => (
                <div key={keys} className="flex min-h-8 items-center justify-between gap-4">
                  <dt>{label}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
