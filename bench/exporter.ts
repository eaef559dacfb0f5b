import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ClickHouseClient, type ClickHouseClientConfigOptions, createClient } from "@clickhouse/client";
import { createChdbConnection } from "chdb/connection";
import { RowBuffer } from "../receiver/src/row-buffer.ts";
import { type ExporterRow, exporterStructure, exporterTable, writeExporterRow } from "./exporter-rows.ts";
import { endOf, type QueryPlan, type QueryTimes, timed } from "./query-plan.ts";
import { temporaryFolder } from "./server.ts";
import { settledTables } from "./settled.ts";
import { subjectNamed } from "./subjects.ts";
import { DAY } from "./workloads/workload.ts";

export interface ExporterAnswer {
  readonly times: QueryTimes;
  readonly bytesPerSpan: number;
  readonly fillSeconds: number;
}

const BYTES_PER_FILE = 60 * 2 ** 20;

/** The reference: the same rows in the exporter's shape, in an engine and process of its own, asked without a network. */
async function measureExporter(plan: QueryPlan): Promise<ExporterAnswer> {
  const folder = temporaryFolder();
  const connection = createChdbConnection({ path: join(folder.path, "engine") });
  const client = createClient({ connection: connection as unknown as ClickHouseClientConfigOptions["connection"] });
  const begun = performance.now();
  await client.command({ query: exporterTable });
  await fill(client, folder.path, subjectNamed(plan.subject).rows(plan.size));
  const rows = async <Row>(query: string): Promise<Row[]> =>
    (await client.query({ query, format: "JSONEachRow" })).json<Row>();
  await settledTables(rows);
  const fillSeconds = (performance.now() - begun) / 1000;
  const times = await ask(rows, plan);
  const [parts] = await rows<{ bytes: string; count: string }>(
    "SELECT sum(bytes_on_disk) AS bytes, sum(rows) AS count FROM system.parts WHERE active AND table = 'exporter_spans'",
  );
  await client.close();
  folder.remove();
  return {
    times,
    fillSeconds,
    bytesPerSpan: Math.round(Number(parts?.bytes ?? 0) / Number(parts?.count ?? 1)),
  };
}

async function fill(client: ClickHouseClient, folder: string, all: Iterable<ExporterRow>): Promise<void> {
  const path = join(folder, "rows.bin");
  const rows = new RowBuffer(64 * 2 ** 20);
  const put = async () => {
    writeFileSync(path, rows.written());
    rows.rewind();
    const columns = "* EXCEPT (at), fromUnixTimestamp64Nano(at) AS at";
    await client.command({
      query: `INSERT INTO exporter_spans (* EXCEPT (at), at) SELECT ${columns} FROM file('${path}', 'RowBinary', '${exporterStructure}')`,
    });
  };
  for (const row of all) {
    writeExporterRow(rows, row);
    if (rows.length >= BYTES_PER_FILE) await put();
  }
  await put();
  rmSync(path, { force: true });
}

type Rows = <Row>(query: string) => Promise<Row[]>;

async function ask(rows: Rows, plan: QueryPlan): Promise<QueryTimes> {
  const { repeats, traces, items, range } = plan;
  const days = (repeat: number, count: number) => {
    const to = endOf(plan, repeat);
    return `at BETWEEN fromUnixTimestamp64Milli(${to - count * DAY}) AND fromUnixTimestamp64Milli(${to})`;
  };
  const few = Math.min(repeats, 40);
  const calls = (where: string, by: string) =>
    rows<{ calls: string }>(
      `SELECT ${by} AS named, count() AS calls, countIf(status = 'Error'),
         quantiles(0.5, 0.95, 0.99)(duration), sum(toUInt64OrZero(attributes['gen_ai.usage.input_tokens'])),
         sum(toUInt64OrZero(attributes['gen_ai.usage.output_tokens']))
       FROM exporter_spans WHERE ${where} AND attributes['gen_ai.operation.name'] = 'chat'
       GROUP BY named ${cold}`,
    );
  const model = "attributes['gen_ai.request.model']";
  const all = async (by: string) => {
    const told = (await calls(within, by)).reduce((sum, row) => sum + Number(row.calls), 0);
    if (told !== plan.calls) wrong.push(`usage tells of ${told} calls`);
  };
  const wrong: string[] = [];
  const within = `at BETWEEN fromUnixTimestamp64Milli(${range.from}) AND fromUnixTimestamp64Milli(${range.to})`;
  const cold = "SETTINGS use_query_condition_cache = 0";
  return {
    wrong,
    traceById: await timed(repeats, async (i) => {
      const { id, spans } = traces[i] ?? { id: "", spans: 0 };
      const found = await rows(`SELECT * FROM exporter_spans WHERE trace = '${id}' ORDER BY at ${cold}`);
      if (found.length !== spans) wrong.push(`trace ${id} holds ${found.length}`);
    }),
    latestList: await timed(repeats, async () => {
      const list = await rows(
        `SELECT at, trace, name, service, duration, status FROM exporter_spans
         WHERE ${within} AND parent = '' ORDER BY at DESC LIMIT 50 ${cold}`,
      );
      if (list.length !== 50) wrong.push(`the list holds ${list.length}`);
    }),
    attributeEquals: await timed(repeats, async (i) => {
      const { key, value } = items[i] ?? { key: "", value: "" };
      const list = await rows(
        `SELECT at, trace, name, service, duration, status FROM exporter_spans
         WHERE ${within} AND attributes['${key}'] = '${value}' ORDER BY at DESC LIMIT 50 ${cold}`,
      );
      if (list.length === 0) wrong.push(`nothing has ${key}=${value}`);
    }),
    usageOfDay: await timed(few, (i) => calls(days(i, 1), `(toStartOfHour(at), ${model})`)),
    usageOfWeek: await timed(few, (i) => calls(days(i, 7), `(toStartOfDay(at), ${model})`)),
    usageOfAll: await timed(few, () => all("1")),
    models: await timed(few, () => all(model)),
    usageAdHoc: await timed(Math.min(repeats, 20), () => all("(service, toStartOfHour(at))")),
  };
}

if (import.meta.main) {
  const answer = await measureExporter(JSON.parse(process.argv[2] ?? "") as QueryPlan);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exit(0);
}
