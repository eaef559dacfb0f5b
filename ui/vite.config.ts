import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: { proxy: { "/api": process.env.SPANWISE_ENDPOINT ?? "http://localhost:4318" } },
  build: {
    // The content security policy forbids inline scripts, and every browser we name knows modulepreload.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
