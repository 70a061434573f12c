/**
 * Selected text or an open menu: whoever reads does not want the page to change. A message is a
 * dialog by its role, and in nobody's way.
 */
export const isInUse = (): boolean =>
  (document.getSelection()?.type ?? '') === 'Range' ||
  document.querySelector('[role=menu], [role=dialog]:not([data-toast]), [role=listbox]') !== null;
