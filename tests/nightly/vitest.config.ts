import { defineConfig } from "vitest/config";

/**
 * `npm run test:nightly`: many more histories of the property tests, a death at every failpoint, and two hundred at
 * random moments. A history that fails is replayed by writing its seed here.
 */
export default defineConfig({
  test: {
    include: [
      "tests/storage/money-properties.test.ts",
      "tests/engine/failover-properties.test.ts",
      "tests/nightly/*.night.ts",
    ],
    globalSetup: ["tests/global-setup.ts"],
    provide: { properties: { runs: 10_000, seed: Date.now() % 2 ** 31 } },
    hookTimeout: 60_000,
    maxWorkers: 2,
    maxConcurrency: 4,
  },
});
