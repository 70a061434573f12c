import { useCallback, useState } from 'react';

/** Which rows of a table are open, where the address does not say so. */
export const useOpenRows = (): {
  openIds: ReadonlySet<string>;
  onToggle: (id: string) => void;
} => {
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set());
  const onToggle = useCallback(
    (id: string) =>
      setOpenIds((open) =>
        open.has(id) ? new Set([...open].filter((other) => other !== id)) : new Set([...open, id]),
      ),
    [],
  );
  return { openIds, onToggle };
};
