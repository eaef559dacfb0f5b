import { z } from "zod";
import { type MappedField, mappedFields } from "../model/mapping-rule.ts";
import { kinds } from "../model/span.ts";

const name = z.string().min(1, "name an attribute").max(256);
const value = z.string().min(1, "give a value").max(1024);

const condition = z
  .strictObject({ attribute: name, is: z.enum(["present", "absent", "equal", "prefix"]), value: value.optional() })
  .refine(({ is, value: told }) => (is === "equal" || is === "prefix") === (told !== undefined), {
    error: '"equal" and "prefix" need a value, "present" and "absent" take none',
  });

const rule = z
  .strictObject({
    field: z.enum(Object.keys(mappedFields) as [MappedField, ...MappedField[]]),
    attribute: name.optional(),
    value: value.optional(),
    when: z.array(condition).max(10).default([]),
  })
  .refine((one) => (one.attribute === undefined) !== (one.value === undefined), {
    error: "a rule takes its value from an attribute, or has one itself: name one of the two",
  })
  .refine(({ field, value: told }) => field !== "kind" || told === undefined || kinds.some((kind) => kind === told), {
    error: `a kind is one of ${kinds.join(", ")}`,
  });

/** A project's own rules, in the order in which they are tried. */
export const mappingRulesSchema = z.array(rule).max(100);
