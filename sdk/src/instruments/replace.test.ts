import { afterEach, expect, test } from "vitest";
import { isNamespace, opened, openedNamespace } from "./opened.ts";
import { type Method, replace, undoReplacements } from "./replace.ts";

afterEach(undoReplacements);

const louder = (original: Method) =>
  function (this: unknown, ...values: unknown[]) {
    return `${Reflect.apply(original, this, values)}!`;
  };

class Greeter {
  readonly name = "Ada";
  greet(word: string) {
    return `${word}, ${this.name}`;
  }
}

test("a method is replaced once, looks as it did, and is given back", () => {
  const before = Object.getOwnPropertyDescriptor(Greeter.prototype, "greet");
  replace(Greeter.prototype, "greet", louder);
  replace(Greeter.prototype, "greet", louder);
  const { greet } = Greeter.prototype;
  expect(new Greeter().greet("Hi")).toBe("Hi, Ada!");
  expect([greet.name, greet.length, Object.keys(Greeter.prototype)]).toEqual(["greet", 1, []]);
  undoReplacements();
  expect(Object.getOwnPropertyDescriptor(Greeter.prototype, "greet")).toEqual(before);
});

test("a method of one object alone is not among its members, and goes again", () => {
  const greeter = new Greeter();
  replace(greeter, "greet", louder);
  expect([greeter.greet("Hi"), new Greeter().greet("Hi")]).toEqual(["Hi, Ada!", "Hi, Ada"]);
  expect(Object.keys(greeter)).toEqual(["name"]);
  undoReplacements();
  expect(Object.hasOwn(greeter, "greet")).toBe(false);
});

test("what somebody else has replaced since then is theirs", () => {
  const greeter = { greet: (word: string) => word };
  replace(greeter, "greet", louder);
  const theirs = () => "theirs";
  greeter.greet = theirs;
  undoReplacements();
  expect(greeter.greet).toBe(theirs);
});

test("what cannot be replaced is told of", async () => {
  expect(() => replace({}, "greet", louder)).toThrow("it has no method greet");
  expect(() => replace(undefined, "greet", louder)).toThrow("it has nothing that could hold greet");
  expect(() => replace(Object.freeze({ greet() {} }), "greet", louder)).toThrow(
    "greet cannot be replaced: it is fixed",
  );
  const module = await import("node:path/posix");
  expect(() => replace(module, "join", louder)).toThrow("join cannot be replaced: its ES module was imported");
});

test("what a bundler fixed is opened, and the rest is left as it is", () => {
  const loose = { greet: () => "Hi" };
  expect(opened(loose)).toBe(loose);
  const fixed = Object.defineProperty({}, "greet", { get: () => () => "Hi", enumerable: true });
  const open = opened(fixed) as typeof loose;
  replace(open, "greet", louder);
  expect([open.greet(), Object.keys(open)]).toEqual(["Hi!", ["greet"]]);
});

test("what an ES module exports can be replaced for those who require it, and the module stays as it is", async () => {
  const module = await import("node:path/posix");
  const open = openedNamespace(module) as { -readonly [Name in keyof typeof module]: (typeof module)[Name] };
  replace(
    open,
    "basename",
    (original) =>
      (...values) =>
        `${Reflect.apply(original, undefined, values)}!`,
  );
  expect([open.basename("a/b"), module.basename("a/b"), open.dirname]).toEqual(["b!", "b", module.dirname]);
  expect([Object.keys(open), isNamespace(open)]).toEqual([Object.keys(module), true]);
  undoReplacements();
  expect(open.basename("a/b")).toBe("b");
});
