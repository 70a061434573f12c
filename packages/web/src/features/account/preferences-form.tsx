import { usePreferences } from '../../lib/me.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Choice } from '../../ui/choice.tsx';

/** Kept as they are chosen. */
export function PreferencesForm() {
  const [preferences, change] = usePreferences();
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label="Theme"
        value={preferences.theme}
        onChange={(theme) => change({ theme })}
        options={[
          { value: 'system', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <Choice
        label="Rows of tables"
        value={preferences.density}
        onChange={(density) => change({ density })}
        options={[
          { value: 'compact', label: 'Compact' },
          { value: 'comfortable', label: 'Comfortable' },
        ]}
      />
      <Choice
        label="Times"
        value={preferences.times}
        onChange={(times) => change({ times })}
        options={[
          { value: 'relative', label: '3 min ago' },
          { value: 'absolute', label: 'Date and time' },
        ]}
      />
      <Checkbox checked={preferences.singleKeys} onChange={(singleKeys) => change({ singleKeys })}>
        Single-key shortcuts, such as r to refresh
      </Checkbox>
    </div>
  );
}
