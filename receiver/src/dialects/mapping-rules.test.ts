import { expect, test } from "vitest";
import type { Facts } from "../model/facts.ts";
import type { MappingRule } from "../model/mapping-rule.ts";
import { withRules } from "./mapping-rules.ts";
import { saidOf } from "./said-of.ts";

const said = saidOf({
  scope: "billing",
  service: "shop",
  name: "ask the model",
  attributes: { "shop.customer": "c-7", "shop.tokens.in": "120", "shop.labels": ["gold", "eu"], "shop.step": "MODEL" },
});
const facts: Facts = { dialect: "otel", kind: "span", userId: "u-1", counts: false };

const rule = (one: Omit<MappingRule, "when"> & Partial<MappingRule>): MappingRule => ({ when: [], ...one });

test.for<[string, readonly MappingRule[], Facts]>([
  ["none", [], facts],
  ["an attribute", [rule({ field: "userId", attribute: "shop.customer" })], { ...facts, userId: "c-7" }],
  ["an attribute that is not there", [rule({ field: "userId", attribute: "shop.nobody" })], facts],
  ["who speaks", [rule({ field: "workflowName", attribute: "scope" })], { ...facts, workflowName: "billing" }],
  ["a list", [rule({ field: "tags", attribute: "shop.labels" })], { ...facts, tags: ["gold", "eu"] }],
  ["a value of the project's", [rule({ field: "tags", value: "a,b" })], { ...facts, tags: ["a", "b"] }],
  ["a kind, which then counts", [rule({ field: "kind", value: "llm" })], { ...facts, kind: "llm", counts: true }],
  ["a kind nobody knows", [rule({ field: "kind", attribute: "shop.step" })], facts],
  [
    "tokens, the others of which are none",
    [rule({ field: "inputTokens", attribute: "shop.tokens.in" })],
    {
      ...facts,
      usage: { input: 120, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 },
      usageRule: "mapping rule",
    },
  ],
  ["tokens that are no number", [rule({ field: "inputTokens", attribute: "shop.customer" })], facts],
  [
    "the first that holds",
    [
      rule({ field: "userId", value: "x", when: [{ attribute: "shop.step", is: "equal", value: "TOOL" }] }),
      rule({ field: "userId", value: "y", when: [{ attribute: "shop.step", is: "equal", value: "MODEL" }] }),
      rule({ field: "userId", value: "z" }),
    ],
    { ...facts, userId: "y" },
  ],
  [
    "every kind of condition",
    [
      rule({
        field: "model",
        value: "house-1",
        when: [
          { attribute: "shop.customer", is: "present" },
          { attribute: "shop.nobody", is: "absent" },
          { attribute: "name", is: "prefix", value: "ask" },
          { attribute: "service", is: "equal", value: "shop" },
        ],
      }),
    ],
    { ...facts, model: "house-1" },
  ],
])("rules map %s", ([, rules, expected]) => {
  expect(withRules(facts, said, rules)).toEqual(expected);
});
