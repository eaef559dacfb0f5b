import { mediaOf } from "./media.ts";
import { call, type PartReaders, reasoning, result } from "./part.ts";
import { isObject, type Json } from "./values.ts";

/** Content blocks of Bedrock's Converse, by the key that each has. */
export const bedrockParts: PartReaders = [
  ["toolUse", (block) => use(inner(block.toolUse))],
  ["toolResult", (block) => used(inner(block.toolResult))],
  [
    "reasoningContent",
    (block) => reasoning(inner(block.reasoningContent).reasoningText ?? "[redacted by the provider]"),
  ],
  ["image", (block) => [mediaOf(block, "image")]],
  ["video", (block) => [mediaOf(block, "video")]],
  ["document", (block) => [mediaOf(block, "file")]],
  ["audio", (block) => [mediaOf(block, "audio")]],
  ["cachePoint", () => []],
];

/** The same as Strands for JavaScript writes them down at times, by their type. */
export const strandsParts: PartReaders = [
  ["toolUse", (block) => use(block)],
  ["toolResult", (block) => used(block)],
];

const inner = (value: unknown): Json => (isObject(value) ? value : {});
const use = ({ toolUseId, name, input }: Json) => call(toolUseId, name, input);
const used = ({ toolUseId, content }: Json) => result(toolUseId, content);
