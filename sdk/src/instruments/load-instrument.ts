import type { Instrument } from "./instrument.ts";
import { isBundled, ownExtension, ownRequire } from "./own-require.ts";

/** Loads an instrument's file at once: the module that it is for is about to be handed to the host. */
export function loadInstrument(name: string): Instrument {
  if (isBundled) throw new Error("the SDK is bundled");
  return (ownRequire(`./${name}.${ownExtension}`) as { readonly instrument: Instrument }).instrument;
}
