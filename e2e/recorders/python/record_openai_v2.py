import os

os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"
os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "SPAN_AND_EVENT"

from openai import OpenAI
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor

from open_telemetry import open_telemetry
from weather_agent import OPENAI, ask_for_weather, ask_in_vain, be_cut_off

shutdown = open_telemetry()
OpenAIInstrumentor().instrument()

client = OpenAI(**OPENAI)
ask_for_weather(client)
client.embeddings.create(model="text-embedding-3-small", input="hello world")
ask_in_vain(client)
be_cut_off(client)
shutdown()
