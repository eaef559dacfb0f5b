import type { Instrument } from "./instrument.ts";
import { joinTelemetry } from "./vercel-ai-hook.ts";
import { traceOlder } from "./vercel-ai-older.ts";

/** Vercel's AI SDK: from 7 on by its own hook, before by the tracer that each call may bring. */
export const instrument: Instrument = {
  name: "vercel-ai",
  packages: [{ name: "ai", versions: ">=4 <8" }],
  patch(module) {
    if (typeof module.registerTelemetry === "function") joinTelemetry();
    else traceOlder(module);
  },
};
