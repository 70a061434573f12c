import { useMutation } from '@tanstack/react-query';

export type Tried = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** No record at all: the way, the key and its scope are tried, and nothing is counted. */
const emptyBatch = '';

/** Sends a batch as the SDK does, from this browser. */
const tryKey = async (key: string): Promise<Tried> => {
  const answer = await fetch('/ingest/v1/batch', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: emptyBatch,
    credentials: 'omit',
  });
  if (answer.ok) return { ok: true };
  const body = (await answer.json().catch(() => null)) as { error?: { message?: string } } | null;
  return { ok: false, message: body?.error?.message ?? `It was answered with ${answer.status}.` };
};

export const useTryKey = () => useMutation({ mutationFn: tryKey });
