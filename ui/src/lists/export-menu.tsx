import { Download } from "lucide-react";
import { countFilters } from "../api/list-filters.ts";
import type { ListNoun } from "../api/lists.ts";
import { Popover } from "../parts/popover.tsx";
import type { ListSearch } from "../search.ts";
import { type ExportFile, FileLinks } from "./file-links.tsx";

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
      {(close) => <FileLinks project={project} files={filesOf(noun, search)} close={close} />}
    </Popover>
  );
}

/** All that a list holds, in each of the formats. */
export function filesOf(noun: ListNoun, search: ListSearch): readonly ExportFile[] {
  const filters = countFilters(search, Date.now());
  const { minErrors: _, ...ofSpans } = filters;
  const rows = formats.map(({ format, name, about }) => ({
    ...{ name, about, file: `${noun}.${format}` },
    given: { ...filters, format, what: noun } as const,
  }));
  const otlp = {
    ...{ name: "OTLP", about: "the spans that match, to be imported", file: "spans.otlp.jsonl" },
    given: { ...ofSpans, format: "otlp", what: "spans" } as const,
  };
  return [...rows, otlp];
}
