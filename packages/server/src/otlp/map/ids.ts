import { uuidV5 } from '../../platform/ids.ts';
import { Rejection } from '../../ingest/ingest.ts';

/** Never changes: what was stored is recognised by the ids that are made in it. */
const namespace = '5d0a3b9e-3f0d-4f3c-9c0e-9b1c7a5e2d44';

const traceIdForm = /^(?!0{32})[0-9a-f]{32}$/;
const spanIdForm = /^(?!0{16})[0-9a-f]{16}$/;

export const isTraceId = (id: string): boolean => traceIdForm.test(id);
export const isSpanId = (id: string): boolean => spanIdForm.test(id);

/** @throws {Rejection} */
export const requireIds = ({ traceId, spanId }: { traceId: string; spanId: string }): void => {
  if (!isTraceId(traceId))
    throw new Rejection('invalid_record', 'traceId must be 16 bytes, not all 0');
  if (!isSpanId(spanId)) throw new Rejection('invalid_record', 'spanId must be 8 bytes, not all 0');
};

/** The same for what is sent again. */
export const idOf = (kind: string, ...parts: readonly string[]): string =>
  uuidV5(namespace, `${kind} ${parts.join(' ')}`);
