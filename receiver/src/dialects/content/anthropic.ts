import { mediaOf } from "./media.ts";
import { call, type PartReader, type PartReaders, reasoning, result } from "./part.ts";

const use: PartReader = (block) => call(block.id, block.name, block.input);
const used: PartReader = (block) => result(block.tool_use_id, block.content);

/** Content blocks of Anthropic's messages, by their type. */
export const anthropicParts: PartReaders = [
  ["thinking", (block) => reasoning(block.thinking ?? block.text ?? block.content)],
  ["redacted_thinking", () => reasoning("[redacted by the provider]")],
  ["tool_use", use],
  ["server_tool_use", use],
  ["mcp_tool_use", use],
  ["tool_result", used],
  ["mcp_tool_result", used],
  ["web_search_tool_result", used],
  ["web_fetch_tool_result", used],
  ["code_execution_tool_result", used],
  ["bash_code_execution_tool_result", used],
  ["text_editor_code_execution_tool_result", used],
  ["image", (block) => [mediaOf(block, "image")]],
  ["document", (block) => [mediaOf(block, "file")]],
  ["audio", (block) => [mediaOf(block, "audio")]],
  ["video", (block) => [mediaOf(block, "video")]],
];
