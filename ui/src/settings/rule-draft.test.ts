import { expect, test } from "vitest";
import type { MappingRule } from "../../../receiver/src/model/mapping-rule.ts";
import {
  draftOf,
  isSame,
  rulesOf,
  withNewCondition,
  withNewRule,
  withOneAs,
  withOneRaised,
  withoutOne,
  wrongRules,
} from "./rule-draft.ts";

const rules: readonly MappingRule[] = [
  { field: "userId", attribute: "shop.customer", when: [] },
  {
    field: "kind",
    value: "llm",
    when: [
      { attribute: "shop.model", is: "present" },
      { attribute: "scope", is: "equal", value: "shop" },
    ],
  },
];

test("rules go through the form as they are", () => {
  expect(rulesOf(draftOf(rules))).toEqual(rules);
});

test("rows keep their keys while others come, go and move", () => {
  const draft = withNewRule(draftOf(rules));
  const moved = withOneRaised(draft, 2);
  expect(moved.map(({ key }) => key)).toEqual([0, 2, 1]);
  const [, added, last] = withNewRule(withoutOne(moved, 0)).map(({ key }) => key);
  expect([added, last]).toEqual([1, 3]);
  const [, second] = draft;
  if (!second) throw new Error("there are two");
  const more = withOneAs(draft, withNewCondition(second));
  expect(more[1]?.when.map(({ key, is }) => [key, is])).toEqual([
    [0, "present"],
    [1, "equal"],
    [2, "present"],
  ]);
});

test("a condition that asks for no value tells none", () => {
  const draft = draftOf([{ field: "model", value: "a", when: [{ attribute: "b", is: "equal", value: "c" }] }]);
  const [rule] = draft;
  const when = rule?.when.map((condition) => ({ ...condition, is: "absent" as const })) ?? [];
  expect(rulesOf(draft.map((one) => ({ ...one, when })))).toEqual([
    { field: "model", value: "a", when: [{ attribute: "b", is: "absent" }] },
  ]);
});

test("rules are the same whatever order their members have", () => {
  const [first] = rules;
  expect([isSame(rules, JSON.parse(JSON.stringify(rules))), isSame(rules, [first] as MappingRule[])]).toEqual([
    true,
    false,
  ]);
});

test("what is wrong is told of its rule", () => {
  const problems = [
    { at: ["rules", 1, "attribute"], message: "too short" },
    { at: [1, "when", 0, "value"], message: "none is taken" },
    { at: [], message: "at most 100" },
  ];
  expect([...wrongRules(problems)]).toEqual([
    [1, "too short; when 1 value: none is taken"],
    [-1, "at most 100"],
  ]);
});
