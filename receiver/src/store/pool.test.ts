import { expect, test } from "vitest";
import { poolOf } from "./pool.ts";

test("gives each member to one work at a time, in the order of asking", async () => {
  const pool = poolOf(["a", "b"]);
  const told: string[] = [];
  const work = (name: string) =>
    pool(async (member) => {
      told.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      told.push(`${name} ends`);
      return member;
    });
  const members = await Promise.all([work("1"), work("2"), work("3")]);
  expect(new Set(members)).toEqual(new Set(["a", "b"]));
  expect(told.slice(0, 4)).toEqual(["1 begins", "2 begins", "1 ends", "3 begins"]);
});

test("gives the member back after an error", async () => {
  const pool = poolOf(["only"]);
  const failed = pool(() => Promise.reject(new Error("no")));
  await expect(failed).rejects.toThrow("no");
  expect(await pool(async (member) => member)).toEqual("only");
});
