import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isEntry, ownerOf, type Place, packageOf } from "./package-of.ts";

test("the innermost package is the one that a file belongs to", () => {
  expect(packageOf("/app/node_modules/a/node_modules/@b/c/dist/d.js")).toEqual({
    name: "@b/c",
    root: "/app/node_modules/a/node_modules/@b/c",
    inner: "dist/d.js",
  });
  expect(packageOf("C:\\app\\node_modules\\openai\\index.mjs")).toEqual({
    name: "openai",
    root: "C:/app/node_modules/openai",
    inner: "index.mjs",
  });
  expect(packageOf("/app/src/index.js")).toBeUndefined();
});

test("an entry is known from the package's own manifest, whatever asks for it", () => {
  const file = createRequire(import.meta.url).resolve("@opentelemetry/api");
  const place = packageOf(file) as Place;
  expect(isEntry(place, file)).toBe(true);
  const other = join(place.root, "build/src/version.js");
  expect(isEntry(packageOf(other) as Place, other)).toBe(false);
});

test.for([
  ["openai", "openai"],
  ["@scope/name", "@scope/name"],
  ["@scope/name/dist/file", "@scope/name"],
  ["name/dist/file", "name"],
])("%s is of %s", ([module, owner]) => {
  expect(ownerOf(module as string)).toBe(owner);
});
