/** What people call the sources that facts came from. */
import { intake } from '../../../api/intake.ts';
import { useRead } from '../../query.ts';

/** Sources of which there is no folder. */
const others: Readonly<Record<string, string>> = { demo: 'Demo company' };

/** How a source is called: by its title, or by its short name where it has none. */
export function useSourceNames(): (source: string) => string {
  const { data } = useRead(intake.sources, {});
  const titles = new Map(data?.sources.map(({ source, title }) => [source, title]));
  return (source) => titles.get(source) ?? others[source] ?? source;
}
