import { asAgent } from "../monitor-agent.ts";
import { fieldsOf } from "./answer.ts";
import type { Instrument } from "./instrument.ts";
import { replace } from "./replace.ts";

const methods = ["generate", "stream", "network", "generateLegacy", "streamLegacy"];

/** Mastra's agents: each call of one. The calls of models in it are told by the AI SDK that they are made with. */
export const instrument: Instrument = {
  name: "mastra",
  packages: [{ name: "@mastra/core", versions: ">=0.20 <2" }],
  patch({ Agent }) {
    if (typeof Agent !== "function") throw new Error("it exports no class Agent");
    const prototype = fieldsOf(Agent.prototype);
    for (const name of methods) {
      if (typeof prototype[name] !== "function") continue;
      replace(
        prototype,
        name,
        (original) =>
          function (...values) {
            return Reflect.apply(asAgent(this as object, original), this, values);
          },
      );
    }
  },
};
