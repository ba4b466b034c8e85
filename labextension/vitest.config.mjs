import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'jsdom',
    include: ['**/__tests__/*.test.ts'],
    exclude: ['node_modules', 'lib'],
    testTimeout: 60_000, // axe is slow on a busy machine
    restoreMocks: true,
    unstubGlobals: true
  }
});
