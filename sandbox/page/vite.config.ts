import { defineConfig } from 'vite';

export default defineConfig({
  // The library that draws Block Kit weighs most of this; the page is loaded from the same machine, in one piece.
  build: { chunkSizeWarningLimit: 1500 },
});
