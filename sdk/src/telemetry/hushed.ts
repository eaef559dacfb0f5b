import { ProxyTracerProvider } from "@opentelemetry/api";
import { TracerProvider } from "@opentelemetry/sdk-trace";

const hushed = new Set<string>();
const silent = new ProxyTracerProvider().getTracer("silent");

/** A library's own spans are no more made by our provider, what is in them stays where it would be: we tell of it instead. */
export function hush(scope: string): void {
  hushed.add(scope);
}

/** Has no tracer for what is hushed. */
export class HushingProvider extends TracerProvider {
  override getTracer(...asked: Parameters<TracerProvider["getTracer"]>): ReturnType<TracerProvider["getTracer"]> {
    return hushed.has(asked[0]) ? silent : super.getTracer(...asked);
  }
}
