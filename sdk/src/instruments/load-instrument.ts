import { createRequire } from "node:module";
import type { Instrument } from "./instrument.ts";

const require = createRequire(import.meta.url);
const [, extension] = /\/instruments\/load-instrument\.([jt]s)$/.exec(import.meta.url) ?? [];

/** Whether the SDK is in one file with its host: then modules are nowhere to be seen, and this file is not by itself. */
export const isBundled = extension === undefined;

/** Loads an instrument's file at once: the module that it is for is about to be handed to the host. */
export function loadInstrument(name: string): Instrument {
  if (isBundled) throw new Error("the SDK is bundled");
  return (require(`./${name}.${extension}`) as { readonly instrument: Instrument }).instrument;
}
