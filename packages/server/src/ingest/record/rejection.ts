import type { RejectionCode } from '@taffrail/contract';

/** Why a record is not taken. Thrown by the checks of its fields, caught for each record. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string) {
    super(message);
    this.code = code;
  }
}

export const reject = (message: string): never => {
  throw new Rejection('invalid_record', message);
};
