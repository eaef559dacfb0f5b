import { ListFilter } from "lucide-react";
import { CopyButton } from "../parts/copy-button.tsx";
import { Link } from "../parts/link.tsx";
import { textOf, Value } from "../parts/value.tsx";
import { paths } from "../paths.ts";

interface AttributeListProps {
  readonly project: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Whether traces can be found by these. */
  readonly isSearchable?: boolean;
}

export function AttributeList({ project, attributes, isSearchable = false }: AttributeListProps) {
  const pairs = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (pairs.length === 0) return <p className="text-quiet">No attributes.</p>;
  return (
    <dl>
      {pairs.map(([key, value]) => (
        <div key={key} className="group relative border-line border-b py-1.5 last:border-0">
          <dt className="pr-14 font-mono text-[11px] text-quiet [overflow-wrap:anywhere]">{key}</dt>
          <dd>
            <Value value={value} />
            <span className="absolute top-0.5 right-0 flex bg-raised opacity-0 focus-within:opacity-100 group-hover:opacity-100">
              {isSearchable && isShort(value) && (
                <Link
                  to={paths.traces(project, { attr: [`${key}=${value}`] })}
                  title="Find traces with this"
                  aria-label={`Find traces with ${key} = ${value}`}
                  className="rounded-sm p-1 text-quiet hover:bg-hover hover:text-ink"
                >
                  <ListFilter size={13} aria-hidden />
                </Link>
              )}
              <CopyButton text={textOf(value) ?? ""} what={key} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isShort(value: unknown): boolean {
  return typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value.length < 200);
}
