const width = 20;
const height = 16;

/** An arrow, as thick as much goes through. */
export function Connector({ share }: { share: number }) {
  const thickness = 1 + 5 * share;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      className="h-4 w-5 shrink-0 text-muted max-sm:mx-auto max-sm:rotate-90"
    >
      <line
        x1="0"
        y1={height / 2}
        x2={width - 8}
        y2={height / 2}
        stroke="currentColor"
        strokeWidth={thickness}
        strokeDasharray={share === 0 ? '2 2' : undefined}
      />
      <path
        d={`M${width - 8} 2 L${width - 1} ${height / 2} L${width - 8} ${height - 2} Z`}
        fill="currentColor"
      />
    </svg>
  );
}
