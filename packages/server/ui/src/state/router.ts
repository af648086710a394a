import { signal } from '@preact/signals';

/** Where in the page: everything behind `#`, so that no server has to know it. */
export type Route =
  | { readonly view: 'new'; readonly from?: string }
  | { readonly view: 'jobs' }
  | { readonly view: 'job'; readonly id: string; readonly tab?: JobTab };

export const jobTabs = ['result', 'interim', 'log', 'input', 'code'] as const;
export type JobTab = (typeof jobTabs)[number];

export function parseRoute(hash: string): Route {
  const [view, id, tab] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (view === 'job' && id) {
    const known = jobTabs.find((one) => one === tab);
    return { view: 'job', id, ...(known && { tab: known }) };
  }
  if (view === 'jobs') return { view: 'jobs' };
  return { view: 'new', ...(view === 'new' && id && { from: id }) };
}

export function routeHref(route: Route): string {
  if (route.view === 'job') return `#/job/${encodeURIComponent(route.id)}${route.tab ? `/${route.tab}` : ''}`;
  if (route.view === 'jobs') return '#/jobs';
  return route.from === undefined ? '#/new' : `#/new/${encodeURIComponent(route.from)}`;
}

export type Router = ReturnType<typeof createRouter>;

export function createRouter(window: Window) {
  const route = signal(parseRoute(window.location.hash));
  window.addEventListener('hashchange', () => {
    route.value = parseRoute(window.location.hash);
  });
  return {
    route,
    go(to: Route): void {
      window.location.hash = routeHref(to);
    },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
