import { expect, test } from "vitest";
import { readSettings } from "./read-settings.ts";

test("an endpoint that is no address is named, and nothing runs", () => {
  const { settings, problems } = readSettings({ endpoint: "localhost:4318" }, {});
  expect(settings.enabled).toBe(false);
  expect(problems).toEqual([
    'endpoint "localhost:4318" is no http address, so nothing is recorded; give one like http://localhost:4318',
  ]);
});
