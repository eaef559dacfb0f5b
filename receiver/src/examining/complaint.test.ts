import { expect, test } from "vitest";
import { complaintOf } from "./complaint.ts";

test.each<[string, unknown, string]>([
  ["MCP's mark", { isError: true, content: [{ type: "text", text: "no such file" }] }, "no such file"],
  ["MCP's mark as JSON", '{"isError":true,"content":[{"type":"text","text":"no such file"}]}', "no such file"],
  ["an error's text", { error: "rate limited" }, "rate limited"],
  ["an error's object", { error: { code: 404, message: "not found" } }, "not found"],
  ["an error without words", { error: { code: 404 } }, "error"],
  ["no success", { success: false, message: "no seats left" }, "no seats left"],
  ["a status", { status: "error" }, "error"],
  ["a text", "Error: connection refused", "Error: connection refused"],
  ["what a framework says", "Error executing tool read_file: denied", "Error executing tool read_file: denied"],
  ["an exception", "  httpx.ReadTimeout: x\nValueError: y", ""],
  ["an exception by its name", "ValueError: bad literal", "ValueError: bad literal"],
  ["a traceback", "Traceback (most recent call last):\n  File", "Traceback (most recent call last):\n  File"],
  ["one content part", [{ type: "text", text: "Error: gone" }], "Error: gone"],
])("%s is a complaint", (_, result, complaint) => {
  expect(complaintOf(result)).toBe(complaint);
});

test.each<[string, unknown]>([
  ["nothing", null],
  ["no error", { error: null, rows: [] }],
  ["an empty error", { error: "" }],
  ["a false error", { error: false, errors: 0 }],
  ["success", { isError: false, success: true, message: "Error: none" }],
  ["what is said of errors", "The log says Error: connection refused"],
  ["a document on errors", "Errors and how to handle them: a guide"],
  ["a list of documents", [{ text: "Error: one" }, { text: "Error: two" }]],
  ["a page", "<html>Error: 404</html>"],
  ["a large document that has an error in it", `{"error":"x","body":"${"a".repeat(30_000)}"}`],
  ["cut JSON", '{"error":"x'],
  ["deep JSON", '{"a":'.repeat(5000)],
  ["a number", 17],
  ["an inherited error", Object.create({ error: "x" })],
])("%s is none", (_, result) => {
  expect(complaintOf(result)).toBe("");
});
