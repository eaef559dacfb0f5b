export const tracesAsked = "SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16)";

/** The stored tellings of the spans of the traces of one place. */
export const spansThere = `
  FROM spans
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${tracesAsked})
    AND removed = 0
`;

/** Rows come as one tuple each, written as a list, and numbers as numbers: whatever may pass 2^53 is asked for as text. */
export const told = {
  lane: "ingest",
  settings: { output_format_json_quote_64bit_integers: 0, output_format_json_named_tuples_as_objects: 0 },
} as const;
