import { Button } from './button.tsx';

interface ShowAllProps {
  /** "endpoints". */
  things: string;
  /** So many stand first, of so many in all. */
  first: number;
  total: number;
  /** Whether all are shown. */
  all: boolean;
  onChange: (all: boolean) => void;
}

/** Under a list that shows its first rows unless asked for all; nothing where it has no more. */
export function ShowAll({ things, first, total, all, onChange }: ShowAllProps) {
  if (total <= first) return null;
  return (
    <div className="border-t border-line px-4 py-2">
      <Button look="quiet" onClick={() => onChange(!all)}>
        {all ? `Show the first ${first}` : `Show all ${total} ${things}`}
      </Button>
    </div>
  );
}
