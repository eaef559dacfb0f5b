import { fieldsOf } from "./answer.ts";
import type { Instrument } from "./instrument.ts";
import { patchAlike, wrapAlike } from "./openai-alike.ts";

export const instrument: Instrument = {
  name: "together",
  packages: [{ name: "together-ai", versions: ">=0.52 <1" }],
  patch: (module) => patchAlike(module.Together ?? module.default, "together_ai"),
  wrap(client) {
    if (client.constructor.name !== "Together" || !fieldsOf(client).chat) return false;
    wrapAlike(client, "together_ai");
    return true;
  },
};
