import { ArrowLeft, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { formatCount } from "../../../receiver/src/format.ts";
import { Popover } from "../parts/popover.tsx";
import { type BoundName, boundNames, type ListSearch, type ManyName, manyNames } from "../search.ts";
import { useValues } from "./error-values.ts";
import type { FacetsProps } from "./facets.tsx";
import { boundWords, filterLabels, turned, valuesOf, valueWords } from "./filters.ts";

type Field =
  | { readonly many: ManyName }
  | { readonly bound: BoundName }
  | { readonly pair: "attr" | "meta" }
  | "hasError";

/** Everything a list can be narrowed by: first by what, then to which value, as far as values are known. */
export function AddFilter(props: FacetsProps) {
  return (
    <Popover
      label="Add a filter"
      look="chip border-dashed text-quiet hover:text-ink"
      button={
        <>
          <Plus size={12} aria-hidden /> Filter
        </>
      }
    >
      {(close) => <Choice {...props} close={close} />}
    </Popover>
  );
}

type ChoiceProps = FacetsProps & { readonly close: () => void };

function Choice(props: ChoiceProps) {
  const [field, setField] = useState<Field>();
  const { search, onChange, close } = props;
  function finish(next: ListSearch) {
    close();
    onChange(next);
  }
  if (field === undefined) return <Fields {...props} onPick={setField} />;
  const back = () => setField(undefined);
  if (field === "hasError") {
    return (
      <Panel title="Failed steps" back={back}>
        <Entry onClick={() => finish({ ...search, hasError: "true" })}>With failed steps</Entry>
        <Entry onClick={() => finish({ ...search, hasError: "false" })}>Without failed steps</Entry>
      </Panel>
    );
  }
  if ("many" in field) return <Values {...props} name={field.many} back={back} finish={finish} />;
  if ("bound" in field) return <Bound search={search} name={field.bound} back={back} finish={finish} />;
  return <Pair search={search} name={field.pair} back={back} finish={finish} />;
}

type FieldsProps = Pick<FacetsProps, "noun" | "leftOut"> & { readonly onPick: (field: Field) => void };

function Fields({ noun, leftOut = [], onPick }: FieldsProps) {
  const names = manyNames.filter((name) => !(name === "session" && noun === "sessions"));
  return (
    <div className="grid w-80 grid-cols-2 p-1.5">
      {names.map((many) => (
        <Entry key={many} onClick={() => onPick({ many })}>
          {filterLabels[many]}
        </Entry>
      ))}
      <Entry onClick={() => onPick({ pair: "attr" })}>Attribute</Entry>
      {!leftOut.includes("meta") && <Entry onClick={() => onPick({ pair: "meta" })}>Metadata</Entry>}
      <Entry onClick={() => onPick("hasError")}>Failed steps</Entry>
      {boundNames
        .filter((bound) => !leftOut.includes(bound))
        .map((bound) => (
          <Entry key={bound} onClick={() => onPick({ bound })}>
            {boundWords[bound].label}
          </Entry>
        ))}
    </div>
  );
}

function Entry({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-8 w-full items-center gap-2 rounded-box px-2.5 text-left hover:bg-hover"
    >
      {children}
    </button>
  );
}

function Panel({ title, back, children }: { title: string; back: () => void; children: React.ReactNode }) {
  return (
    <div className="w-80 p-1.5">
      <button
        type="button"
        onClick={back}
        className="mb-1 flex items-center gap-1.5 rounded-box px-2 py-1 font-semibold text-quiet text-table hover:text-ink"
      >
        <ArrowLeft size={12} aria-hidden /> {title}
      </button>
      {children}
    </div>
  );
}

interface StepProps {
  readonly search: ListSearch;
  readonly back: () => void;
  readonly finish: (search: ListSearch) => void;
}

const input = "h-[30px] w-full min-w-0 rounded-box border border-line bg-ground px-2";
const submitLook = "mt-2 h-[30px] w-full rounded-box bg-accent font-semibold text-on-accent";

/** Values that occur are offered; any other can be typed. */
function Values({ project, noun, search, name, back, finish }: FacetsProps & StepProps & { name: ManyName }) {
  const [typed, setTyped] = useState("");
  const values = useValues(project, noun, search, name);
  const part = typed.trim().toLowerCase();
  const chosen = valuesOf(search, name);
  const offered = (values ?? []).filter(
    ({ value }) => !chosen.includes(value) && valueWords(name, value).toLowerCase().includes(part),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    const said = offered.find(({ value }) => value === typed.trim() || valueWords(name, value).toLowerCase() === part);
    const value = said?.value ?? typed.trim();
    if (value !== "") finish(turned(search, name, value));
  }
  return (
    <Panel title={filterLabels[name]} back={back}>
      <form onSubmit={submit} className="px-1 pb-1.5">
        <input
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          aria-label={filterLabels[name]}
          placeholder="Type, or choose below"
          // biome-ignore lint/a11y/noAutofocus: it was just asked for
          autoFocus
          className={input}
        />
      </form>
      <div className="max-h-72 overflow-y-auto">
        {offered.map(({ value, count }) => (
          <Entry key={value} onClick={() => finish(turned(search, name, value))}>
            <span className="min-w-0 truncate">{valueWords(name, value)}</span>
            <span className="ml-auto text-quiet text-table tabular-nums">{formatCount(count)}</span>
          </Entry>
        ))}
        {values && offered.length === 0 && (
          <p className="px-2.5 py-1.5 text-quiet text-table">
            {part === "" ? "No values occur here." : "None that occurs. Enter takes it as typed."}
          </p>
        )}
      </div>
    </Panel>
  );
}

function Bound({ search, name, back, finish }: StepProps & { name: BoundName }) {
  const { label, unit, read } = boundWords[name];
  const [isWrong, setWrong] = useState(false);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const value = read(String(new FormData(event.currentTarget).get("amount") ?? ""));
    setWrong(value === undefined);
    if (value !== undefined) finish({ ...search, [name]: value });
  }
  return (
    <Panel title={label} back={back}>
      <form onSubmit={submit} className="px-1 pb-1">
        <label className="flex items-center gap-2">
          <input
            name="amount"
            inputMode="decimal"
            aria-label={`${label}, ${unit}`}
            aria-invalid={isWrong}
            // biome-ignore lint/a11y/noAutofocus: it was just asked for
            autoFocus
            className={`${input} text-right tabular-nums`}
          />
          <span className="shrink-0 text-quiet">{unit}</span>
        </label>
        {isWrong && <p className="mt-1 text-error text-table">A number is asked for here</p>}
        <button type="submit" className={submitLook}>
          Add
        </button>
      </form>
    </Panel>
  );
}

function Pair({ search, name, back, finish }: StepProps & { name: "attr" | "meta" }) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [key, value] = ["key", "value"].map((part) => String(form.get(part) ?? "").trim());
    if (key && value) finish({ ...search, [name]: [...(search[name] ?? []), `${key}=${value}`] });
  }
  const what = name === "attr" ? "Attribute" : "Metadata";
  return (
    <Panel title={what} back={back}>
      <form onSubmit={submit} className="space-y-1.5 px-1 pb-1">
        <input
          name="key"
          aria-label={what}
          placeholder={name === "attr" ? "http.route" : "plan"}
          // biome-ignore lint/a11y/noAutofocus: it was just asked for
          autoFocus
          className={`${input} font-mono text-table`}
        />
        <input name="value" aria-label="Value" placeholder="value" className={`${input} font-mono text-table`} />
        <button type="submit" className={submitLook}>
          Add
        </button>
      </form>
    </Panel>
  );
}
