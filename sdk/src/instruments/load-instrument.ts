import { createRequire } from "node:module";
import type { Instrument } from "./instrument.ts";

const require = createRequire(import.meta.url);
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** Loads an instrument's file at once: the module that it is for is about to be handed to the host. */
export function loadInstrument(name: string): Instrument {
  return (require(`./${name}.${extension}`) as { readonly instrument: Instrument }).instrument;
}
