/** A report as it was sent, looked at by one format after the other. */
export class ReportBody {
  readonly bytes: Buffer;
  #firstLine: string | undefined;
  #json: { readonly value: unknown } | undefined;

  constructor(bytes: Buffer) {
    // Three bytes of an editor that nobody meant.
    const hasMark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
    this.bytes = hasMark ? bytes.subarray(3) : bytes;
  }

  /** At most 64 kB of it. */
  get firstLine(): string {
    if (this.#firstLine === undefined) {
      const end = this.bytes.indexOf(0x0a);
      const line = end < 0 ? this.bytes : this.bytes.subarray(0, end);
      this.#firstLine = line.subarray(0, 65_536).toString('utf8').trim();
    }
    return this.#firstLine;
  }

  /** One document; undefined when it is none. */
  get json(): unknown {
    this.#json ??= { value: parseJson(this.bytes.toString('utf8')) };
    return this.#json.value;
  }
}

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
