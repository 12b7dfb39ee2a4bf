import { defineConfig } from "vitest/config";

/** `npm run test:nightly`: the property tests with many more histories. A failure is replayed by writing its seed here. */
export default defineConfig({
  test: {
    include: ["tests/storage/money-properties.test.ts", "tests/engine/failover-properties.test.ts"],
    globalSetup: ["tests/global-setup.ts"],
    provide: { properties: { runs: 10_000, seed: Date.now() % 2 ** 31 } },
    hookTimeout: 60_000,
  },
});
