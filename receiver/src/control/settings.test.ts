import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { BadRequest, Conflict } from "../errors.ts";
import { openControl } from "./open.ts";

const schemas = {
  colours: z.strictObject({ sky: z.string().max(5), shades: z.array(z.number()).default([]) }),
  other: z.array(z.string()),
};

let folder: string;
const open = (now = () => 1000) => openControl(join(folder, "control.sqlite"), schemas, now);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "control-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what a project has set is there after the next start", async () => {
  const first = await open();
  await first.settings.write("shop", "colours", { sky: "red" });
  await first.settings.write("shop", "colours", { sky: "blue" });
  await first.settings.write("bank", "other", ["a"]);
  await first.close();
  const second = await open();
  expect(second.settings.kept("shop", "colours")).toEqual({ value: { sky: "blue", shades: [] }, updated: 1001 });
  expect(second.settings.read("bank", "other")).toEqual(["a"]);
  expect(second.settings.read("bank", "colours")).toBeUndefined();
  expect(second.settings.read("__proto__", "colours")).toBeUndefined();
  await second.close();
});

test("a wrong value changes nothing, and what is wrong is named", async () => {
  const { settings, close } = await open();
  await settings.write("shop", "colours", { sky: "blue" });
  const refused = settings.write("shop", "colours", { sky: "yellow", moon: 1 });
  await expect(refused).rejects.toThrow(BadRequest);
  await expect(refused).rejects.toThrow(/colours\.sky: .*colours: .*moon/s);
  await expect(settings.write("shop", "other", ["a", 1])).rejects.toMatchObject({
    problems: [{ at: [1], message: expect.any(String) }],
  });
  expect(settings.read("shop", "colours")).toEqual({ sky: "blue", shades: [] });
  await close();
});

test("what another changed meanwhile is not written over", async () => {
  const { settings, close } = await open();
  await settings.write("shop", "other", ["a"], null);
  await expect(settings.write("shop", "other", ["b"], null)).rejects.toThrow(Conflict);
  const both = [settings.write("shop", "other", ["c"], 1000), settings.write("shop", "other", ["d"], 1000)];
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(settings.kept("shop", "other")).toEqual({ value: ["c"], updated: 1001 });
  await settings.write("shop", "other", ["e"]);
  expect(settings.read("shop", "other")).toEqual(["e"]);
  await close();
});

test("who asked is told of a change", async () => {
  const { settings, close } = await open();
  const told: string[] = [];
  settings.onChange((project, name) => told.push(`${project} ${name}`));
  await settings.write("shop", "other", []);
  expect(told).toEqual(["shop other"]);
  await close();
});

test("a stored value that is no longer understood stops the start, by its name", async () => {
  const first = await open();
  await first.settings.write("shop", "colours", { sky: "blue" });
  await first.close();
  const stricter = openControl(join(folder, "control.sqlite"), { colours: z.literal("none") });
  await expect(stricter).rejects.toThrow(/shop: colours/);
});
