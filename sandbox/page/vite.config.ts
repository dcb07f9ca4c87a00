import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    // The library that draws Block Kit weighs most of this; the page is loaded from the same machine, in one piece.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      onLog(level, log, handle) {
        // Every file of ariakit says "use client", which means nothing where there is no server.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
