/** Two groups of tests: those that need no database start at once, the others after the engines are up. */
import { defineConfig } from 'vitest/config';

const withoutDatabase = [
  'src/{domain,api,documents}/**/*.test.ts',
  'test/{tidy,openapi,method-docs,point-docs,lifetime-docs}.test.ts',
];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // They end what hangs, and never judge what is slow: the machine may have one core to spare for all of it.
    testTimeout: 300_000,
    // A preparation may have to compile everything before.
    hookTimeout: 900_000,
    expect: { poll: { timeout: 90_000 } },
    projects: [
      // Rules keep nothing between two calls, so their files share what they import: loading it took half of the time.
      { extends: true, test: { name: 'rules', include: withoutDatabase, isolate: false } },
      {
        extends: true,
        test: {
          name: 'engines',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: withoutDatabase,
          globalSetup: 'test/global-setup.ts',
        },
      },
    ],
  },
});
