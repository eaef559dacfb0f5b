import type { Warn } from "../warn.ts";
import { isBundled, ownExtension, ownRequire } from "./own-require.ts";
import type { Choice, Patching } from "./patching.ts";

/** In a bundle there are no modules to patch, and what patches them is not there. */
export function startPatching(choice: Choice, warn: Warn): Patching {
  if (!isBundled) {
    const { patchModules } = ownRequire(`./patching.${ownExtension}`) as typeof import("./patching.ts");
    return patchModules(choice, warn);
  }
  if (choice.only?.length !== 0) {
    warn(
      "the SDK is bundled, so libraries are not found: hand each client to instrument(client), or say instruments: false",
    );
  }
  return { found: [], stop() {} };
}
