import { inert } from "../../../receiver/src/inert.ts";
import { Value } from "../parts/value.tsx";
import { flatFields } from "./flat-fields.ts";

/** What a tool was given or gave: field by field where that can be, else as it was sent. */
export function ToolValue({ value }: { value: unknown }) {
  const fields = flatFields(value);
  if (fields === null) return <Value value={value} shown={1200} />;
  return (
    <dl className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] gap-x-3">
      {fields.map(([name, text]) => (
        <div key={name} className="contents">
          <dt className="truncate text-quiet text-table leading-[inherit]" title={name}>
            {inert(name)}
          </dt>
          <dd className="min-w-0">
            <Value value={text} shown={600} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
