import type { ComparedStep } from "./compared-step.ts";
import { type MessageChange, messageChanges, type Retelling } from "./messages.ts";
import { plainText, type Said, toldValue } from "./said.ts";
import { type ValueChange, valueChanges } from "./values.ts";
import { type Edit, editsOf } from "./words.ts";

const plainFields = [
  "name",
  "kind",
  "agentName",
  "provider",
  "model",
  "responseModel",
  "toolName",
  "status",
  "errorType",
  "finishReasons",
] as const;
const textFields = ["system", "error"] as const;
const valueFields = ["parameters", "tools", "arguments", "result"] as const;
const messageFields = ["input", "output"] as const;

/** What of a step is not the same on both sides. */
export type Change =
  | { readonly field: (typeof plainFields)[number]; readonly left: string | null; readonly right: string | null }
  /** `edits` is null where the same was told of an earlier pair: of the one that `toldAt` is the place of. */
  | {
      readonly field: (typeof textFields)[number];
      readonly edits: readonly Edit[] | null;
      readonly toldAt: number | null;
    }
  | {
      readonly field: (typeof valueFields)[number];
      readonly values: readonly ValueChange[] | null;
      readonly omitted: number;
      readonly toldAt: number | null;
    }
  | {
      readonly field: (typeof messageFields)[number];
      readonly messages: readonly MessageChange[];
      readonly omitted: number;
    };

export function changesBetween(left: ComparedStep, right: ComparedStep, retelling: Retelling): readonly Change[] {
  return [
    ...plainFields.flatMap((field) => plainChange(field, left, right)),
    ...textFields.flatMap((field) => textChange(field, left.said[field], right.said[field], retelling)),
    ...valueFields.flatMap((field) => valueChange(field, left.said[field], right.said[field], retelling)),
    ...messageFields.flatMap((field) => messageChange(field, left.said[field], right.said[field], retelling)),
  ];
}

const mostShown = 1000;

function plainChange(field: (typeof plainFields)[number], left: ComparedStep, right: ComparedStep): readonly Change[] {
  const [one, other] = [shown(left[field]), shown(right[field])];
  return one === other ? [] : [{ field, left: one, right: other }];
}

const shown = (value: string | null | readonly string[]): string | null =>
  value === null ? null : (typeof value === "string" ? value : value.join(", ")).slice(0, mostShown);

function textChange(
  field: (typeof textFields)[number],
  left: Said | null,
  right: Said | null,
  { allowance, telling, at }: Retelling,
): readonly Change[] {
  if (left === right) return [];
  const toldAt = telling.placeOf(left, right);
  if (toldAt === null) telling.note(left, right, at);
  const text = (said: Said | null) => (said === null ? "" : plainText(toldValue(said)));
  return [{ field, edits: toldAt === null ? editsOf(text(left), text(right), allowance) : null, toldAt }];
}

function valueChange(
  field: (typeof valueFields)[number],
  left: Said | null,
  right: Said | null,
  { allowance, telling, at }: Retelling,
): readonly Change[] {
  if (left === right) return [];
  const toldAt = telling.placeOf(left, right);
  if (toldAt !== null) return [{ field, values: null, omitted: 0, toldAt }];
  const changes = valueChanges(left, right, allowance);
  if (changes.values.length + changes.omitted === 0) return [];
  telling.note(left, right, at);
  return [{ field, ...changes, toldAt }];
}

function messageChange(
  field: (typeof messageFields)[number],
  left: readonly Said[],
  right: readonly Said[],
  retelling: Retelling,
): readonly Change[] {
  const changes = messageChanges(left, right, retelling);
  return changes.messages.length + changes.omitted === 0 ? [] : [{ field, ...changes }];
}
