import { instructionsOf } from "./conversation.ts";
import { inAndOut, type Told } from "./told.ts";
import type { Json } from "./values.ts";

/** The messages of OpenTelemetry from 1.37 on, structured or as JSON. */
export function structured(attributes: Json): Told {
  return inAndOut(
    attributes["gen_ai.input.messages"],
    attributes["gen_ai.output.messages"],
    instructionsOf(attributes["gen_ai.system_instructions"]),
  );
}
