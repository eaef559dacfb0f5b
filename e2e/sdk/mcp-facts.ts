import type { Proof } from "./harness.ts";

/** `error` is the class of what a server refuses with. */
export const factsWith = (error: string): Proof["facts"] => ({
  "a tool": [
    {
      name: "tools/call get_weather",
      kind: "tool",
      status: "ok",
      tool: {
        name: "get_weather",
        arguments: {
          city: "Paris",
        },
        result: "18 degrees",
      },
    },
    {
      name: "tools/call get_weather",
      kind: "operation",
      status: "ok",
      tool: {
        name: "get_weather",
        arguments: {
          city: "Paris",
        },
        result: "18 degrees",
      },
    },
  ],
  "a tool that fails": [
    {
      name: "tools/call get_weather",
      kind: "tool",
      status: "error",
      error: "tool_error",
      tool: {
        name: "get_weather",
        arguments: {
          city: "Nowhere",
        },
        result: "there is no such city",
      },
    },
    {
      name: "tools/call get_weather",
      kind: "operation",
      status: "error",
      error: "tool_error",
      tool: {
        name: "get_weather",
        arguments: {
          city: "Nowhere",
        },
        result: "there is no such city",
      },
    },
  ],
  "what is not there": [
    {
      name: "prompts/get nothing",
      kind: "operation",
      status: "error",
      error,
    },
  ],
  "the tools": [
    {
      name: "tools/list",
      kind: "operation",
      status: "ok",
    },
    {
      name: "tools/list",
      kind: "operation",
      status: "ok",
    },
  ],
});
