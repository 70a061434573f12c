import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './query-client.ts';
import { keyboard } from './lib/use-shortcut.ts';
import { createAppRouter } from './router.tsx';
import './styles/main.css';

const queryClient = createQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/invite') return;
  const leave = router.navigate({ to: '/sign-in', search: { next: href } });
  // Not before: what is still in view would ask for what it shows again, and fail.
  void leave.then(() => queryClient.clear());
});
const router = createAppRouter(queryClient);

document.addEventListener('keydown', (event) => keyboard.handle(event));

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
