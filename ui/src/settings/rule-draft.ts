import {
  type MappedField,
  type MappingRule,
  mappedFields,
  type RuleCondition,
} from "../../../receiver/src/model/mapping-rule.ts";

/** A rule that is being written: what is typed so far, with a key that stays. */
export interface DraftRule {
  readonly key: number;
  readonly field: MappedField;
  readonly by: "attribute" | "value";
  readonly text: string;
  readonly when: readonly DraftCondition[];
}

export interface DraftCondition {
  readonly key: number;
  readonly attribute: string;
  readonly is: RuleCondition["is"];
  readonly value: string;
}

export const fieldNames = Object.keys(mappedFields) as MappedField[];
export const conditionKinds = ["present", "absent", "equal", "prefix"] as const;

export const conditionWords = {
  present: "is there",
  absent: "is not there",
  equal: "is",
  prefix: "begins with",
} as const;

export const needsValue = (is: RuleCondition["is"]) => is === "equal" || is === "prefix";

/** Keys are places at first; those of new rows go on behind. */
export function draftOf(rules: readonly MappingRule[]): readonly DraftRule[] {
  return rules.map(({ field, attribute, value, when }, key) => ({
    key,
    field,
    by: value === undefined ? "attribute" : "value",
    text: value ?? attribute ?? "",
    when: when.map((condition, place) => ({ ...condition, key: place, value: condition.value ?? "" })),
  }));
}

/** As they are sent; what is empty is left for the receiver to tell of. */
export function rulesOf(draft: readonly DraftRule[]): readonly MappingRule[] {
  return draft.map(({ field, by, text, when }) => ({
    field,
    ...(by === "attribute" ? { attribute: text.trim() } : { value: text.trim() }),
    when: when.map(({ attribute, is, value }) => ({
      attribute: attribute.trim(),
      is,
      ...(needsValue(is) && { value }),
    })),
  }));
}

const nextKey = (rows: readonly { readonly key: number }[]) => Math.max(-1, ...rows.map(({ key }) => key)) + 1;

export const withNewRule = (draft: readonly DraftRule[]): readonly DraftRule[] => [
  ...draft,
  { key: nextKey(draft), field: "userId", by: "attribute", text: "", when: [] },
];

export const withNewCondition = (rule: DraftRule): DraftRule => ({
  ...rule,
  when: [...rule.when, { key: nextKey(rule.when), attribute: "", is: "present", value: "" }],
});

export const withOneAs = <Row extends { readonly key: number }>(rows: readonly Row[], next: Row): readonly Row[] =>
  rows.map((row) => (row.key === next.key ? next : row));

export const withoutOne = <Row extends { readonly key: number }>(rows: readonly Row[], key: number): readonly Row[] =>
  rows.filter((row) => row.key !== key);

/** One place nearer to the front. */
export function withOneRaised<Row extends { readonly key: number }>(rows: readonly Row[], key: number): readonly Row[] {
  const at = rows.findIndex((row) => row.key === key);
  const [before, row] = [rows[at - 1], rows[at]];
  return before && row ? rows.toSpliced(at - 1, 2, row, before) : rows;
}

export const isSame = (one: readonly MappingRule[], other: readonly MappingRule[]) =>
  JSON.stringify(rulesOf(draftOf(one))) === JSON.stringify(rulesOf(draftOf(other)));

/** What is wrong with each rule, by its place; what is about no rule in particular is under -1. */
export function wrongRules(
  problems: readonly { readonly at: readonly (string | number)[]; readonly message: string }[],
): ReadonlyMap<number, string> {
  const wrong = new Map<number, string>();
  for (const { at, message } of problems) {
    const place = at.find((key) => typeof key === "number") ?? -1;
    const names = at.slice(at.indexOf(place) + 1).map((key) => (typeof key === "number" ? key + 1 : key));
    const said = names.length > 1 ? `${names.join(" ")}: ${message}` : message;
    wrong.set(Number(place), [wrong.get(Number(place)), said].filter(Boolean).join("; "));
  }
  return wrong;
}
