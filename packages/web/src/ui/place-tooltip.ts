interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

/** `beside` is for a column of controls, where above would hide a neighbour. */
export type TooltipSide = 'above' | 'beside';

const gap = 6;
const margin = 8;

/** Above the control, or below it where there is no room; never over the edge at the sides. */
export const placeTooltip = (
  anchor: Box,
  size: { width: number; height: number },
  viewportWidth: number,
  side: TooltipSide = 'above',
): { x: number; y: number } => {
  if (side === 'beside') {
    const middle = (anchor.top + anchor.bottom - size.height) / 2;
    return { x: Math.round(anchor.right + gap), y: Math.round(middle) };
  }
  const centred = anchor.left + anchor.width / 2 - size.width / 2;
  const x = Math.max(margin, Math.min(centred, viewportWidth - size.width - margin));
  const above = anchor.top - size.height - gap;
  return { x: Math.round(x), y: Math.round(above >= margin ? above : anchor.bottom + gap) };
};
