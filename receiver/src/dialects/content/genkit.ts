import { mediaOf } from "./media.ts";
import { call, type PartReaders, reasoning, result } from "./part.ts";
import { isObject, type Json } from "./values.ts";

/** Parts of Genkit's messages, by the key that each has. */
export const genkitParts: PartReaders = [
  ["toolRequest", (part) => asked(inner(part.toolRequest))],
  ["toolResponse", (part) => answered(inner(part.toolResponse))],
  ["media", (part) => [mediaOf(part, "file")]],
  ["reasoning", (part) => reasoning(part.reasoning)],
];

const inner = (value: unknown): Json => (isObject(value) ? value : {});
const asked = ({ ref, name, input }: Json) => call(ref, name, input);
const answered = ({ ref, output }: Json) => result(ref, output);
