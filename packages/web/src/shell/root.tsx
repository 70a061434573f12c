import { CSPProvider } from '@base-ui/react/csp-provider';
import { Outlet } from '@tanstack/react-router';
import { LayerProvider } from '../ui/layers.tsx';
import { TooltipLayer } from '../ui/tooltip-layer.tsx';
import { LiveRegions } from './live-regions.tsx';

/** What signed-in pages and those in front of the sign-in have in common. */
export function Root() {
  return (
    <CSPProvider disableStyleElements>
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 rounded-control bg-surface px-3 py-2 not-focus:sr-only"
      >
        Skip to the page
      </a>
      <LayerProvider>
        <Outlet />
      </LayerProvider>
      <LiveRegions />
      <TooltipLayer />
    </CSPProvider>
  );
}
