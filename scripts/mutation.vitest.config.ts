import { defineConfig } from 'vitest/config';

/** Mutants are tried on the unit tests alone: an end-to-end test runs the bot as a process of its own. */
export default defineConfig({ test: { include: ['test/unit/**/*.test.ts'], reporters: [] } });
