import { expect, test } from "vitest";
import { changeWords, heldList } from "./held-list.ts";

interface Row {
  readonly id: string;
  readonly steps: number;
}
const row = (id: string, steps = 1): Row => ({ id, steps });
const idOf = ({ id }: Row) => id;

test("rows stay where they are and tell what they are by now; what is new waits", () => {
  const shown = [row("c"), row("b"), row("a")];
  const held = heldList(shown, [row("e"), row("c", 7), row("a")], idOf, ({ id }) => id !== "a");
  expect(held).toEqual({ items: [row("c", 7), row("b"), row("a")], arrived: 1, left: 1 });
  expect(heldList(shown, undefined, idOf, () => true)).toEqual({ items: shown, arrived: 0, left: 0 });
});

test("says what changed", () => {
  expect([
    changeWords({ arrived: 1, left: 0 }, "sessions"),
    changeWords({ arrived: 3, left: 1 }, "traces"),
    changeWords({ arrived: 50, left: 0 }, "traces"),
    changeWords({ arrived: 0, left: 0 }, "traces"),
  ]).toEqual(["1 new session", "3 new traces, 1 no longer belongs here", "50 or more new traces", ""]);
});
