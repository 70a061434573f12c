import { usePreferences } from '../../lib/me.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Choice } from '../../ui/choice.tsx';
import { densityOptions, themeOptions, timesOptions } from '../../ui/preference-options.ts';

/** Kept as they are chosen. */
export function PreferencesForm() {
  const [preferences, change] = usePreferences();
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label="Theme"
        value={preferences.theme}
        onChange={(theme) => change({ theme })}
        options={themeOptions}
      />
      <Choice
        label="Rows of tables"
        value={preferences.density}
        onChange={(density) => change({ density })}
        options={densityOptions}
      />
      <Choice
        label="Times"
        value={preferences.times}
        onChange={(times) => change({ times })}
        options={timesOptions}
      />
      <Checkbox checked={preferences.singleKeys} onChange={(singleKeys) => change({ singleKeys })}>
        Single-key shortcuts, such as r to refresh
      </Checkbox>
    </div>
  );
}
