import { expect, test } from "vitest";
import { exportAnswer, statusAnswer } from "./answers.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const json = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()) as unknown;

test("full success is the empty message", () => {
  for (const signal of ["traces", "logs", "metrics"] as const) {
    expect(hex(exportAnswer(signal, { rejected: 0, message: null }, "protobuf"))).toBe("");
    expect(json(exportAnswer(signal, { rejected: 0, message: null }, "json"))).toEqual({});
  }
});

test.each([
  ["traces", "rejectedSpans"],
  ["logs", "rejectedLogRecords"],
  ["metrics", "rejectedDataPoints"],
] as const)("a partial success of %s counts %s", (signal, name) => {
  const receipt = { rejected: 300, message: "bad" };
  expect(json(exportAnswer(signal, receipt, "json"))).toEqual({
    partialSuccess: { [name]: "300", errorMessage: "bad" },
  });
  expect(hex(exportAnswer(signal, receipt, "protobuf"))).toBe("0a0808ac021203626164");
});

test("a warning is a message without a count", () => {
  const receipt = { rejected: 0, message: "careful" };
  expect(json(exportAnswer("traces", receipt, "json"))).toEqual({ partialSuccess: { errorMessage: "careful" } });
  expect(hex(exportAnswer("traces", receipt, "protobuf"))).toBe(`0a091207${hex(Buffer.from("careful"))}`);
});

test("no message makes an answer larger than a client takes", () => {
  for (const encoding of ["protobuf", "json"] as const) {
    const answer = exportAnswer("traces", { rejected: 1, message: "\u0001😀".repeat(2_000_000) }, encoding);
    expect(answer.length).toBeLessThan(1024 * 1024);
  }
});

test("a status tells what is wrong, or when to come again", () => {
  const badRequest = { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ description: "no" }] };
  expect(json(statusAnswer({ code: 3, message: "no" }, "json"))).toEqual({
    code: 3,
    message: "no",
    details: [badRequest],
  });
  const retryInfo = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "2s" };
  expect(json(statusAnswer({ code: 14, message: "full", retryAfterSeconds: 2 }, "json"))).toEqual({
    code: 14,
    message: "full",
    details: [retryInfo],
  });
  expect(json(statusAnswer({ code: 5, message: "where?" }, "json"))).toEqual({ code: 5, message: "where?" });
});

test("a status in protobuf", () => {
  const type = Buffer.from("type.googleapis.com/google.rpc.RetryInfo").toString("hex");
  expect(hex(statusAnswer({ code: 14, message: "full", retryAfterSeconds: 2 }, "protobuf"))).toBe(
    `080e120466756c6c1a300a28${type}12040a020802`,
  );
  expect(hex(statusAnswer({ code: 5, message: "no" }, "protobuf"))).toBe("080512026e6f");
});
