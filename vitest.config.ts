import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/global-setup.ts"],
    // Histories that the property tests play, and where they begin: a failure is replayed by writing its seed here.
    provide: { properties: { runs: 200, seed: Date.now() % 2 ** 31 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One process serves many files: starting one for each costs more than the test of most.
    isolate: false,
    // Two cores: a third worker fills what end-to-end tests wait; more only make the database and the decoder compete.
    maxWorkers: 3,
  },
});
