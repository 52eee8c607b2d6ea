/** Every page, once: navigation, palette, titles and the server's page paths all come from this list. */
import { type ComponentType, createElement, lazy } from 'react';
import type { Reads } from './query.ts';

export interface PageEntry {
  /** A part that begins with `$` is a parameter. */
  readonly path: string;
  readonly title: string;
  /** Where it stands in the navigation; left out where it is opened from another page. */
  readonly section?: 'work' | 'company' | 'setup';
  /** The key after `g` that goes there. */
  readonly key?: string;
  /** Without navigation around it: for people outside. */
  readonly bare?: boolean;
  readonly component: ReturnType<typeof page>;
}

/** The file of a page. Its `reads` are asked for before it is drawn, and ahead: one whose answers take long to work out names none. */
interface PageFile {
  readonly default: ComponentType & { readonly reads?: Reads };
}

/**
 * A page of its own file, loaded when it is first opened, or before: when somebody points at a link to it, or nothing else is to
 * do. A loaded one is drawn at once: what suspends, if only for a moment, holds the page back by a third of a second.
 */
function page(load: () => Promise<PageFile>) {
  let loaded: PageFile | undefined;
  const file = async (): Promise<PageFile> => (loaded ??= await load());
  const Late = lazy(file);
  const Component = () => createElement(loaded?.default ?? Late);
  return Object.assign(Component, {
    preload: async () => {
      await file();
    },
    reads: async (asked: Parameters<Reads>[0]) => (await file()).default.reads?.(asked) ?? [],
  });
}

export const pages: readonly PageEntry[] = [
  {
    path: '/today',
    title: 'Today',
    section: 'work',
    key: 't',
    component: page(() => import('./pages/today.tsx')),
  },
  {
    path: '/promises',
    title: 'Promises',
    section: 'work',
    key: 'p',
    component: page(() => import('./pages/promises.tsx')),
  },
  {
    path: '/promises/$promiseId',
    title: 'Promise',
    component: page(() => import('./pages/promise.tsx')),
  },
  {
    path: '/customers',
    title: 'Customers',
    section: 'work',
    key: 'u',
    component: page(() => import('./pages/customers.tsx')),
  },
  {
    path: '/customers/$customerId',
    title: 'Customer',
    component: page(() => import('./pages/customer.tsx')),
  },
  {
    path: '/customers/$customerId/record',
    title: 'Record',
    component: page(() => import('./pages/record.tsx')),
  },
  {
    path: '/customers/$customerId/brief',
    title: 'Brief',
    component: page(() => import('./pages/brief.tsx')),
  },
  {
    path: '/journey',
    title: 'Journey',
    section: 'company',
    key: 'j',
    component: page(() => import('./pages/journey.tsx')),
  },
  {
    path: '/relationships',
    title: 'Relationships',
    section: 'company',
    key: 'r',
    component: page(() => import('./pages/relationships.tsx')),
  },
  {
    path: '/revenue',
    title: 'Revenue',
    section: 'company',
    key: 'm',
    component: page(() => import('./pages/revenue.tsx')),
  },
  {
    path: '/value',
    title: 'Value',
    section: 'company',
    key: 'v',
    component: page(() => import('./pages/value.tsx')),
  },
  {
    path: '/deals',
    title: 'Deals',
    section: 'company',
    key: 'e',
    component: page(() => import('./pages/deals.tsx')),
  },
  {
    path: '/point',
    title: 'Point',
    section: 'company',
    key: 'o',
    component: page(() => import('./pages/point.tsx')),
  },
  {
    path: '/land',
    title: 'Land',
    section: 'company',
    key: 'l',
    component: page(() => import('./pages/land.tsx')),
  },
  {
    path: '/counsel',
    title: 'Counsel',
    section: 'company',
    key: 'c',
    component: page(() => import('./pages/counsel.tsx')),
  },
  {
    path: '/decisions',
    title: 'Decisions',
    section: 'company',
    key: 'd',
    component: page(() => import('./pages/decisions.tsx')),
  },
  {
    path: '/audit',
    title: 'Audit',
    section: 'company',
    key: 'a',
    component: page(() => import('./pages/audit.tsx')),
  },
  {
    path: '/audit/why/$figure',
    title: 'Figure',
    component: page(() => import('./pages/figure.tsx')),
  },
  {
    path: '/imports',
    title: 'Import',
    section: 'setup',
    key: 'i',
    component: page(() => import('./pages/import.tsx')),
  },
  {
    path: '/settings',
    title: 'Settings',
    section: 'setup',
    key: 's',
    component: page(() => import('./pages/settings.tsx')),
  },
];
