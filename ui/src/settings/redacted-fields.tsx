import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { fieldLook } from "./field.tsx";
import { saidBy } from "./problems.ts";

interface RedactedFieldsProps {
  readonly fields: readonly string[];
  readonly onAdd: (field: string) => Promise<void>;
  readonly onRemove: (field: string) => void;
}

/** Attributes whose values go whole. */
export function RedactedFields({ fields, onAdd, onRemove }: RedactedFieldsProps) {
  const [wrong, setWrong] = useState<string>();
  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const field = String(new FormData(form).get("field") ?? "").trim();
    if (field === "") return;
    try {
      await onAdd(field);
      form.reset();
      setWrong(undefined);
    } catch (error) {
      const said = saidBy(error, ["fields"]);
      setWrong(said.of("fields") ?? said.rest);
    }
  }
  return (
    <Panel>
      <PanelTitle>Attributes that go whole</PanelTitle>
      <p className="max-w-2xl text-quiet">
        By their key, or the beginning of keys with <code className="font-mono text-table">.*</code> at its end.
        [redacted:field] stands in place of the value.
      </p>
      {fields.length > 0 && (
        <ul aria-label="Attributes that go whole" className="mt-2 flex flex-wrap gap-2">
          {fields.map((field) => (
            <li key={field} className="chip max-w-full pr-1">
              <span className="truncate font-mono text-table">{field}</span>
              <button
                type="button"
                aria-label={`Remove ${field}`}
                onClick={() => onRemove(field)}
                className="rounded-sm p-0.5 text-quiet hover:bg-hover hover:text-ink"
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add} className="mt-2 flex max-w-md gap-2">
        <input
          name="field"
          aria-label="Key of an attribute"
          placeholder="customer.*"
          spellCheck={false}
          autoComplete="off"
          aria-invalid={wrong !== undefined || undefined}
          className={`${fieldLook} font-mono text-table`}
        />
        <button type="submit" className="chip h-[30px]">
          Add
        </button>
      </form>
      <p role="alert" className="min-h-[17px] text-error text-table">
        {wrong}
      </p>
    </Panel>
  );
}
