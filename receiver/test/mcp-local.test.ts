import { expect, test } from "vitest";
import { wholeReceiver } from "./whole-receiver.ts";

const call = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "usage", arguments: {} } });

test("on this machine no key is asked for, and foreign pages are refused", async () => {
  const at = await wholeReceiver({ environment: { API_KEYS: "", CORS_ORIGINS: "https://app.example" } });
  const ask = (headers: Record<string, string>, body = call) =>
    fetch(`http://127.0.0.1:${at.port}/mcp`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
      body,
    });
  try {
    const answer = await ask({});
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("structuredContent")]);
    expect((await ask({ origin: `http://localhost:${at.port}` })).status).toBe(200);
    // As clients of the protocol of 2025 begin, and most are.
    const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } };
    const begun = await ask({}, JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }));
    expect([begun.status, await begun.text()]).toEqual([
      200,
      expect.stringContaining('"protocolVersion":"2025-06-18"'),
    ]);
    const initialized = await ask({}, JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }));
    expect(initialized.status).toBe(202);
    for (const origin of ["https://evil.example", "https://app.example", "null"]) {
      expect((await ask({ origin })).status).toBe(403);
    }
  } finally {
    await at.cleanup();
  }
});
