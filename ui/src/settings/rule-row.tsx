import { ArrowUp, Plus, X } from "lucide-react";
import { kinds } from "../../../receiver/src/model/span.ts";
import { boxLook } from "./field.tsx";
import {
  conditionKinds,
  conditionWords,
  type DraftCondition,
  type DraftRule,
  fieldNames,
  needsValue,
  withNewCondition,
  withOneAs,
  withoutOne,
} from "./rule-draft.ts";

interface RuleRowProps {
  readonly rule: DraftRule;
  /** From 1. */
  readonly number: number;
  readonly said: string | undefined;
  readonly onChange: (rule: DraftRule) => void;
  readonly onRaise: () => void;
  readonly onRemove: () => void;
}

const selectLook = `${boxLook} max-w-full px-1.5`;

/** One rule as a sentence: this field is that attribute, or that value, where all of these hold. */
export function RuleRow({ rule, number, said, onChange, onRaise, onRemove }: RuleRowProps) {
  const { field, by, text, when } = rule;
  const name = `Rule ${number}`;
  const isKind = field === "kind" && by === "value";
  return (
    <li className="border-line border-b py-2.5 last:border-b-0">
      <fieldset aria-label={name} className="flex min-w-0 items-start gap-2">
        <span className="w-5 shrink-0 pt-1.5 text-right text-quiet text-table tabular-nums" aria-hidden>
          {number}
        </span>
        <div className="min-w-0 flex-1 space-y-1.5">
          <div className="flex flex-wrap items-center gap-1.5">
            <select
              aria-label={`${name}: field`}
              value={field}
              onChange={(event) => onChange({ ...rule, field: event.target.value as DraftRule["field"] })}
              className={`${selectLook} font-mono text-table`}
            >
              {fieldNames.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
            <select
              aria-label={`${name}: told by`}
              value={by}
              onChange={(event) => onChange({ ...rule, by: event.target.value as DraftRule["by"] })}
              className={selectLook}
            >
              <option value="attribute">is the attribute</option>
              <option value="value">is always</option>
            </select>
            {isKind ? (
              <select
                aria-label={`${name}: kind`}
                value={text}
                onChange={(event) => onChange({ ...rule, text: event.target.value })}
                className={selectLook}
              >
                <option value="">which kind?</option>
                {kinds.map((kind) => (
                  <option key={kind}>{kind}</option>
                ))}
              </select>
            ) : (
              <input
                aria-label={`${name}: ${by}`}
                value={text}
                onChange={(event) => onChange({ ...rule, text: event.target.value })}
                placeholder={by === "attribute" ? "shop.customer" : "a value"}
                spellCheck={false}
                aria-invalid={said !== undefined || undefined}
                className={`${boxLook} min-w-40 flex-1 font-mono text-table`}
              />
            )}
          </div>
          {when.map((condition, at) => (
            <ConditionRow
              key={condition.key}
              name={`${name}, condition ${at + 1}`}
              condition={condition}
              word={at === 0 ? "where" : "and"}
              onChange={(next) => onChange({ ...rule, when: withOneAs(when, next) })}
              onRemove={() => onChange({ ...rule, when: withoutOne(when, condition.key) })}
            />
          ))}
          <button
            type="button"
            onClick={() => onChange(withNewCondition(rule))}
            className="flex items-center gap-1 rounded-sm text-accent text-table hover:underline"
          >
            <Plus size={12} aria-hidden /> {when.length === 0 ? "only where…" : "and where…"}
            <span className="sr-only">, for rule {number}</span>
          </button>
          {said && (
            <p role="alert" className="text-error text-table">
              {said}
            </p>
          )}
        </div>
        <span className="flex shrink-0">
          <button
            type="button"
            aria-label={`Try rule ${number} earlier`}
            title="Earlier: of several rules for one field the first that holds counts"
            disabled={number === 1}
            onClick={onRaise}
            className="tool-button px-1.5 disabled:opacity-30"
          >
            <ArrowUp size={14} aria-hidden />
          </button>
          <button type="button" aria-label={`Remove rule ${number}`} onClick={onRemove} className="tool-button px-1.5">
            <X size={14} aria-hidden />
          </button>
        </span>
      </fieldset>
    </li>
  );
}

interface ConditionRowProps {
  readonly name: string;
  readonly word: string;
  readonly condition: DraftCondition;
  readonly onChange: (condition: DraftCondition) => void;
  readonly onRemove: () => void;
}

function ConditionRow({ name, word, condition, onChange, onRemove }: ConditionRowProps) {
  const { attribute, is, value } = condition;
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-table">
      <span className="w-10 text-quiet">{word}</span>
      <input
        aria-label={`${name}: attribute`}
        value={attribute}
        onChange={(event) => onChange({ ...condition, attribute: event.target.value })}
        placeholder="an attribute, scope, service or name"
        spellCheck={false}
        className={`${boxLook} min-w-36 flex-1 font-mono`}
      />
      <select
        aria-label={`${name}: how`}
        value={is}
        onChange={(event) => onChange({ ...condition, is: event.target.value as DraftCondition["is"] })}
        className={selectLook}
      >
        {conditionKinds.map((kind) => (
          <option key={kind} value={kind}>
            {conditionWords[kind]}
          </option>
        ))}
      </select>
      {needsValue(is) && (
        <input
          aria-label={`${name}: value`}
          value={value}
          onChange={(event) => onChange({ ...condition, value: event.target.value })}
          spellCheck={false}
          className={`${boxLook} min-w-20 flex-1 font-mono`}
        />
      )}
      <button type="button" aria-label={`Remove ${name}`} onClick={onRemove} className="tool-button px-1.5 py-1">
        <X size={12} aria-hidden />
      </button>
    </div>
  );
}
