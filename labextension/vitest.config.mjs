import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'jsdom',
    include: ['**/__tests__/*.test.ts'],
    exclude: ['node_modules', 'lib'],
    restoreMocks: true,
    unstubGlobals: true
  }
});
