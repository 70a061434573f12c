/** Keys as they are written on a keyboard: `g y`, `Ctrl+k`. */
const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');
const names: Record<string, string> = {
  Ctrl: isMac ? '⌘' : 'Ctrl',
  Shift: '⇧',
  Escape: 'Esc',
};

/** At most two steps: `g y`. Hidden where there is no keyboard to speak of. */
export function Kbd({ keys }: { keys: string }) {
  const [first = '', second] = keys.split(' ');
  return (
    <span className="inline-flex items-center gap-1 font-sans coarse:hidden">
      <Combination keys={first} />
      {second && <Combination keys={second} />}
    </span>
  );
}

function Combination({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.split('+').map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-badge border border-line bg-sunken px-1 font-sans text-caption text-muted"
        >
          {names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
