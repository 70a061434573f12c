/**
 * Where colour is gone (print, forced colours) the series differ by pattern: lines at 45° and
 * 135°, dots, lines across and down, and none.
 */
const shapes = ['M0 0', 'M0 6L6 0', 'M0 0L6 6', 'M3 3h.1', 'M0 3h6', 'M3 0v6', 'M0 0L6 6M0 6L6 0'];

export function BarPatterns({ id }: { id: string }) {
  return (
    <defs>
      {shapes.map((shape, colour) => (
        <pattern
          key={shape}
          id={`${id}-${colour}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
        >
          <path
            d={shape}
            className="stroke-surface forced-colors:stroke-[Canvas]"
            strokeWidth={shape.endsWith('.1') ? 3 : 1.5}
            strokeLinecap="round"
          />
        </pattern>
      ))}
    </defs>
  );
}
