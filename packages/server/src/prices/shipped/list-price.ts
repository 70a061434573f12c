/** US dollars for a million tokens, as a provider's own list says them. */
interface Listed {
  readonly input: string;
  readonly output: string;
  /** Of tokens that are read from a cache, and written to it: for five minutes, where that differs. */
  readonly read?: string;
  readonly write?: string;
}

/** What one or more models cost. */
export interface ListPrice extends Listed {
  /** Names as the book has them; `*` stands for any characters. */
  readonly models: readonly string[];
  /** Of calls whose input is larger, for all their tokens. */
  readonly above?: Listed & { readonly tokens: number };
  /** From when on; without one as far back as anything is kept. */
  readonly from?: string;
}

/** The same list at every provider who bills by it. */
export interface PriceList {
  readonly providers: readonly string[];
  readonly prices: readonly ListPrice[];
}
