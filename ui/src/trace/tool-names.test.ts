import { expect, test } from "vitest";
import { toolNames } from "./tool-names.ts";

test("calls of tools are known by their ids", () => {
  const call = (id: string | null, name: string) => ({ type: "tool_call", id, name, arguments: null }) as const;
  const messages = [
    { role: "assistant", parts: [call("1", "search"), call(null, "lost"), call("2", "")] },
    { role: "tool", parts: [{ type: "tool_result", id: "1", result: "found" }] },
  ] as const;
  expect([...toolNames(messages)]).toEqual([["1", "search"]]);
});
