/** Selected text or an open menu: whoever reads does not want the page to change. */
export const isInUse = (): boolean =>
  (document.getSelection()?.type ?? '') === 'Range' ||
  document.querySelector('[role=menu], [role=dialog], [role=listbox]') !== null;
