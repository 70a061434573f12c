export interface Target {
  readonly provider: string;
  readonly model: string;
}

/** `openai/gpt-4.1`; names of models may have slashes of their own. */
export const readTarget = (text: string | undefined): Target | undefined => {
  const [, provider, model] = /^\s*([^/\s]+)\/(\S.*?)\s*$/.exec(text ?? '') ?? [];
  return provider !== undefined && model !== undefined ? { provider, model } : undefined;
};
