"""A program with the official Python exporters: `python tell_story.py <protocol>`.

It tells the story of `story.ts`, and prints the trace's id.
"""

import importlib
import json
import sys

from opentelemetry import trace
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode

SESSION = {"session.id": "e2e session"}


def main(protocol: str) -> None:
    exporters = f"opentelemetry.exporter.otlp.proto.{protocol.split('/')[0]}"
    traces = TracerProvider()
    traces.add_span_processor(BatchSpanProcessor(made(f"{exporters}.trace_exporter", "OTLPSpanExporter")))
    logs = LoggerProvider()
    logs.add_log_record_processor(BatchLogRecordProcessor(made(f"{exporters}._log_exporter", "OTLPLogExporter")))
    metric_exporter = made(f"{exporters}.metric_exporter", "OTLPMetricExporter")
    metrics = MeterProvider([PeriodicExportingMetricReader(metric_exporter, export_interval_millis=60_000)])

    trace_id = tell(traces.get_tracer("e2e"), logs.get_logger("e2e"))
    count_the_turn(metrics.get_meter("e2e"))
    for provider in (traces, logs, metrics):
        provider.shutdown()
    print(trace_id, end="")


def made(module: str, name: str):
    """Where it sends, an exporter reads from the environment."""
    return getattr(importlib.import_module(module), name)()


def tell(tracer, logger) -> str:
    attributes = {**SESSION, "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "planner"}
    with tracer.start_as_current_span("invoke_agent planner", attributes=attributes) as agent:
        ask_model(tracer, logger)
        return trace.format_trace_id(agent.get_span_context().trace_id)


def ask_model(tracer, logger) -> None:
    message = {"role": "user", "parts": [{"type": "text", "content": "How late is it in 東京? 🕰"}]}
    attributes = {
        **SESSION,
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-5",
        "gen_ai.input.messages": json.dumps([message], ensure_ascii=False, separators=(",", ":")),
    }
    with tracer.start_as_current_span("chat gpt-5", kind=SpanKind.CLIENT, attributes=attributes) as call:
        call.add_event("first token", {"index": 0})
        call.set_attributes({"gen_ai.usage.input_tokens": 120, "gen_ai.usage.output_tokens": 30})
        call.set_status(Status(StatusCode.ERROR, "cut off"))
        logger.emit(
            LogRecord(
                severity_number=SeverityNumber.WARN,
                severity_text="WARN",
                body="the answer was cut off",
                attributes={"attempt": 2, "final": True, "ratio": 0.5, "tags": ["a", "b"]},
            )
        )


def count_the_turn(meter) -> None:
    meter.create_counter("e2e.turns").add(3, {"model": "gpt-5"})
    latency = meter.create_histogram("e2e.latency", unit="ms")
    for millis in (5, 15):
        latency.record(millis)
    meter.create_gauge("e2e.queue").set(7)


main(sys.argv[1])
