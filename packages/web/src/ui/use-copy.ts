import { useEffect, useState } from 'react';
import { announce } from '../lib/announce.ts';

/** Copies a text and says so; `copied` is true for two seconds. */
export const useCopy = (): { copied: boolean; copy: (text: string, what: string) => void } => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const write = async (text: string, what: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(`Copied ${what}`);
    } catch {
      // Without permission, or over plain HTTP from another machine.
      announce('Copying is not allowed here. Select the text instead.', 'assertive');
    }
  };
  const copy = (text: string, what: string): void => void write(text, what);
  return { copied, copy };
};
