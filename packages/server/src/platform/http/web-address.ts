/** Whether a browser may be sent there: not to a script, a file, or anything relative. */
export const isWebAddress = (text: string): boolean =>
  /^https?:\/\//i.test(text) && URL.canParse(text);
