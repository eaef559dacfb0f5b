import { fieldsOf } from "./answer.ts";
import type { Instrument } from "./instrument.ts";
import { patchAlike, wrapAlike } from "./openai-alike.ts";

export const instrument: Instrument = {
  name: "groq",
  packages: [{ name: "groq-sdk", versions: ">=0.37 <2" }],
  patch: (module) => patchAlike(module.Groq ?? module.default, "groq"),
  wrap(client) {
    if (client.constructor.name !== "Groq" || !fieldsOf(client).chat) return false;
    wrapAlike(client, "groq");
    return true;
  },
};
