/** Light or dark: as the system has it, until the reader chooses. */
import { recall, remember } from '../kept.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export function chosenTheme(): Theme {
  const kept = recall('theme');
  return themes.find((theme) => theme === kept) ?? 'system';
}

/** Shows the chosen theme, and keeps a new choice. */
export function applyTheme(theme: Theme = chosenTheme()): void {
  remember('theme', theme);
  document.documentElement.dataset['theme'] = theme;
}
