/** What stands around every page: navigation, search, what became late, the theme, and whether the page is live. */
import { Link, Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useAddress } from '../address.ts';
import { focusPage, keepFocus } from '../parts/focus.ts';
import { pages } from '../pages.ts';
import { Toasts } from '../parts/toasts.tsx';
import { listen } from '../query.ts';
import { News } from './news.tsx';
import { Palette } from './palette.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { TakeBack } from './take-back.tsx';
import { applyTheme, chosenTheme, themes } from './theme.ts';
import { type Asked, useKeys } from './keys.ts';

const sections = [
  { section: 'work', label: 'Work' },
  { section: 'company', label: 'Company' },
  { section: 'setup', label: 'Set up' },
] as const;

export function Shell() {
  const client = useQueryClient();
  const [isLive, setLive] = useState(true);
  const [asked, setAsked] = useState<Asked>(null);
  const { pathname } = useLocation();
  useEffect(() => listen(client, setLive), [client]);
  useKeys(setAsked);
  useFocusOfPage();
  useEffect(keepFocus, []);
  const isBare = pages.some(({ path, bare }) => bare === true && pathname.startsWith(path.split('$')[0] ?? path));
  if (isBare) return <Outlet />;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <Navigation />
      <div className="column">
        <header className="top">
          <button type="button" className="search" onClick={() => setAsked('palette')}>
            <span>Search or go to…</span> <kbd>/</kbd>
          </button>
          <AsOf />
          <News />
          <button
            type="button"
            className="for-keys"
            aria-label="Keyboard shortcuts"
            onClick={() => setAsked('shortcuts')}
          >
            ?
          </button>
          <Theme />
        </header>
        {!isLive && (
          <p className="away" role="status">
            The server does not answer; what you see may be old. Trying again…
          </p>
        )}
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Palette isOpen={asked === 'palette'} onClose={() => setAsked(null)} />
      <Shortcuts isOpen={asked === 'shortcuts'} onClose={() => setAsked(null)} />
      <TakeBack isOpen={asked === 'take back'} onClose={() => setAsked(null)} />
      <Toasts />
    </div>
  );
}

/** Whoever went to another page goes on there, unless the page has put the keyboard somewhere itself. */
function useFocusOfPage(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        if (document.activeElement?.closest('#main, dialog') == null) focusPage();
      }),
    [router],
  );
}

function Navigation() {
  const { pathname } = useLocation();
  const bar = useRef<HTMLElement>(null);
  // On a phone the pages are one line that scrolls: the page that is open is brought into sight.
  useEffect(() => {
    const open = bar.current?.querySelector<HTMLElement>('[aria-current]');
    // Not scrollIntoView: the next Tab would begin there, and whoever has no mouse would never meet the link that skips the pages.
    if (bar.current != null && open != null) {
      bar.current.scrollLeft = open.offsetLeft - (bar.current.clientWidth - open.offsetWidth) / 2;
    }
  }, [pathname]);
  return (
    <nav className="side" aria-label="Pages" ref={bar}>
      <Link to="/today" className="brand">
        Troth
      </Link>
      {sections.map(({ section, label }) => {
        const entries = pages.filter((page) => page.section === section);
        if (entries.length === 0) return null;
        return (
          <div key={section}>
            <h2>{label}</h2>
            <ul>
              {entries.map(({ path, title }) => (
                <li key={path}>
                  <Link to={path} activeProps={{ 'aria-current': 'page' }}>
                    {title}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function AsOf() {
  const [{ asOf }, change] = useAddress();
  return (
    <label className={asOf === undefined ? 'as-of' : 'as-of past'}>
      <span>As of</span>
      <input
        type="date"
        aria-label="As of"
        value={asOf ?? ''}
        max={new Date().toISOString().slice(0, 10)}
        onChange={({ target }) => change({ asOf: target.value })}
      />
    </label>
  );
}

function Theme() {
  const [theme, setTheme] = useState(chosenTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <button
      type="button"
      aria-label={`Colours: ${theme}. Change to ${next}`}
      title={`Colours: ${theme}`}
      onClick={() => {
        applyTheme(next);
        setTheme(next);
      }}
    >
      {{ system: '◐', light: '☀', dark: '☾' }[theme]}
    </button>
  );
}
