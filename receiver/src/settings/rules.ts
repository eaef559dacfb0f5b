import { isLoopback } from "./loopback.ts";
import type { SettingName, SettingValues } from "./settings.ts";

interface Rule {
  readonly name: SettingName;
  /** Looks at whatever could be read; what could not has been named already. */
  readonly broken: (values: Partial<SettingValues>) => boolean;
  readonly mend: string;
}

const noKeys = ({ API_KEYS }: Partial<SettingValues>) => API_KEYS?.length === 0;

/** What no setting says alone. */
export const rules: readonly Rule[] = [
  {
    name: "HOST",
    broken: (values) => values.HOST !== undefined && !isLoopback(values.HOST) && noKeys(values),
    mend: "other machines could reach this address and nothing guards it; set API_KEYS=<key>:<project>, or HOST=127.0.0.1",
  },
  {
    name: "REQUIRE_AUTH",
    broken: (values) => values.REQUIRE_AUTH === true && noKeys(values),
    mend: "nobody could enter, since there is no key; set API_KEYS=<key>:<project>",
  },
  {
    name: "GRPC_PORT",
    broken: ({ PORT, GRPC_PORT }) => PORT === GRPC_PORT && PORT !== undefined && PORT !== 0,
    mend: "is the same as PORT; give the two doors ports of their own",
  },
  {
    name: "CORS_CREDENTIALS",
    broken: ({ CORS_CREDENTIALS, CORS_ORIGINS }) => CORS_CREDENTIALS === true && CORS_ORIGINS?.includes("*") === true,
    mend: "browsers refuse credentials together with CORS_ORIGINS=*; list the origins",
  },
  {
    name: "CLICKHOUSE_CLUSTER",
    broken: ({ CLICKHOUSE_CLUSTER, CLICKHOUSE_URL }) => Boolean(CLICKHOUSE_CLUSTER) && CLICKHOUSE_URL === "",
    mend: "names a cluster, but of which server? set CLICKHOUSE_URL",
  },
  {
    name: "IN_FLIGHT_MB",
    broken: ({ IN_FLIGHT_MB = Number.POSITIVE_INFINITY, MAX_TRACE_SIZE_MB = 0 }) => IN_FLIGHT_MB < MAX_TRACE_SIZE_MB,
    mend: "is less than one request may bring; make it at least MAX_TRACE_SIZE_MB",
  },
];
