// For `npm run mutate`, which says which files, and where the copy of the tree lies in which they are changed.
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutation.vitest.config.ts', related: true },
  plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation-reporter.ts'],
  reporters: ['lines'],
  // What runs once as a file is loaded needs every test to load it anew: it takes most of the time, for little.
  // biome-ignore lint/style/noProcessEnv: how `npm run mutate` hands on its option
  ignoreStatic: process.env.MUTATION_ALL !== 'true',
  warnings: { slow: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // What a mutant may take longer than the tests did without it, before it is held to hang; milliseconds.
  timeoutMS: 5000,
  // TypeScript 7 has no API that Stryker could read its settings with.
  tsconfigFile: 'none',
  fileLogLevel: 'off',
  logLevel: 'warn',
};
