import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressedBeside } from "./build/compressed-beside.ts";
import { earlyLoads } from "./build/early-loads.ts";

export default defineConfig({
  plugins: [react(), tailwindcss(), earlyLoads(), compressedBeside()],
  server: { proxy: { "/api": process.env.SPANWISE_ENDPOINT ?? "http://localhost:4318" } },
  build: {
    // The content security policy forbids inline scripts, and every browser we name knows modulepreload.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // What most pages share comes as one file: else each page that comes late asks for a dozen of some hundred bytes.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "parts", test: /\/ui\/src\/(api|parts)\/|\/lucide-react\// }] } },
    },
  },
});
