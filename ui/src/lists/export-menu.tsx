import { Download } from "lucide-react";
import { useState } from "react";
import { download, exportAddress, isOpen } from "../api/download.ts";
import { countFilters } from "../api/list-filters.ts";
import type { ListNoun } from "../api/lists.ts";
import { Popover } from "../parts/popover.tsx";
import type { ListSearch } from "../search.ts";

interface ExportMenuProps {
  readonly project: string;
  readonly noun: ListNoun;
  readonly search: ListSearch;
}

const formats = [
  { format: "jsonl", name: "JSON Lines", about: "each row as the API tells it" },
  { format: "csv", name: "CSV", about: "for spreadsheets" },
  { format: "parquet", name: "Parquet", about: "for data tools" },
] as const;

/** All that the list holds with its filters, not only what is on the screen. */
export function ExportMenu({ project, noun, search }: ExportMenuProps) {
  return (
    <Popover
      label="Export"
      title={`Everything this list holds, as a file`}
      look="chip"
      button={
        <>
          <Download size={13} className="text-quiet" aria-hidden /> <span className="hidden lg:inline">Export</span>
        </>
      }
    >
      {(close) => <Choices project={project} noun={noun} search={search} close={close} />}
    </Popover>
  );
}

function Choices({ project, noun, search, close }: ExportMenuProps & { close: () => void }) {
  const [failure, setFailure] = useState<string>();
  const filters = countFilters(search, Date.now());
  const { minErrors: _, ...ofSpans } = filters;
  const rows = formats.map(({ format, name, about }) => ({
    ...{ key: format, name, about, file: `${noun}.${format}` },
    given: { ...filters, format, what: noun } as const,
  }));
  const otlp = {
    ...{ key: "otlp", name: "OTLP", about: "the spans that match, to be imported", file: "spans.otlp.jsonl" },
    given: { ...ofSpans, format: "otlp", what: "spans" } as const,
  };
  return (
    <div className="w-72 p-1.5">
      {[...rows, otlp].map(({ key, name, about, file, given }) => (
        <a
          key={key}
          href={exportAddress(project, given)}
          download={file}
          onClick={(event) => {
            if (isOpen()) return close();
            event.preventDefault();
            download(project, given, file).then(close, (error: Error) => setFailure(error.message));
          }}
          className="flex items-baseline justify-between gap-3 rounded-box px-2.5 py-1.5 hover:bg-hover"
        >
          {name} <span className="text-quiet text-table">{about}</span>
        </a>
      ))}
      {failure && (
        <p role="alert" className="px-2.5 py-1.5 text-error">
          {failure}
        </p>
      )}
    </div>
  );
}
