/** The web application: one cache, one router over the list of pages, one shell around them. */
import './styles/foundation.css';
import './styles/work.css';
import './styles/panels.css';
import './styles/reports.css';
import './styles/paper.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, redirect, RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { pages } from './pages.ts';
import { Skeleton } from './parts/page.tsx';
import { fieldsOf } from './address.ts';
import { askAhead, cache } from './query.ts';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { PageFault } from './shell/page-fault.tsx';
import { applyTheme } from './shell/theme.ts';
import { fetchAhead } from './shell/fetch-ahead.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: PageFault });
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // The router goes elsewhere by throwing where to.
    // oxlint-disable-next-line typescript/only-throw-error
    throw redirect({ to: '/today' });
  },
});
const routes = pages.map(({ path, component: Component }) =>
  createRoute({
    getParentRoute: () => root,
    path,
    loaderDeps: ({ search }) => fieldsOf(search),
    // Not waited for: the page comes at once and shows its answers as they come, from the same cache.
    loader: ({ params, deps }) => {
      void Component.reads({ params, fields: deps }).then(askAhead);
    },
    errorComponent: PageFault,
    component: Object.assign(
      () => (
        <Suspense fallback={<Skeleton />}>
          <Component />
        </Suspense>
      ),
      { preload: Component.preload },
    ),
  }),
);
const router = createRouter({
  routeTree: root.addChildren([home, ...routes]),
  defaultPreload: 'intent',
  // The cache of server data knows what is fresh.
  defaultPreloadStaleTime: 0,
});

applyTheme();
const place = document.querySelector('#root');
if (place === null) throw new Error('The page has no place for the application');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
fetchAhead();
