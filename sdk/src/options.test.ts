import { expect, test } from "vitest";
import { readSettings } from "./options.ts";

test("without anything said, it sends to this machine without a key", () => {
  expect(readSettings({}, {})).toEqual({
    endpoint: "http://localhost:4318",
    headers: {},
    serviceName: undefined,
    sessionId: undefined,
  });
});

test("an option beats SPANWISE_…, which beats OTEL_…", () => {
  const environment = {
    SPANWISE_ENDPOINT: "https://spanwise.test/",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318",
    SPANWISE_API_KEY: "from-environment",
    OTEL_SERVICE_NAME: "support",
  };
  expect(readSettings({ apiKey: "from-options", sessionId: "s-1" }, environment)).toEqual({
    endpoint: "https://spanwise.test",
    headers: { authorization: "Bearer from-options" },
    serviceName: "support",
    sessionId: "s-1",
  });
  expect(readSettings({}, { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" }).endpoint).toBe(
    "http://collector:4318",
  );
});

test("an endpoint that is no address is named", () => {
  expect(() => readSettings({ endpoint: "localhost:4318" }, {})).toThrow('the endpoint "localhost:4318" is no http');
});
