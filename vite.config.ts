/** Builds the web application into dist/web: hashed files that may be cached for ever, and one page that loads them. */
import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The paths of pages, as the server has to know them, read from the one list of pages. */
const pagePaths: Plugin = {
  name: 'page-paths',
  generateBundle() {
    const list = readFileSync(new URL('src/web/pages.ts', import.meta.url), 'utf8');
    const paths = [...list.matchAll(/^ {4}path: '([^']+)'/gm)].map(([, path]) => path);
    this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(paths) });
  },
};

export default defineConfig({
  root: 'src/web',
  plugins: [react(), pagePaths],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
