from anthropic import Anthropic
from openai import OpenAI
from openinference.instrumentation import TracerProvider, using_attributes
from openinference.instrumentation.anthropic import AnthropicInstrumentor
from openinference.instrumentation.openai import OpenAIInstrumentor
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from weather_agent import (
    ANTHROPIC,
    OPENAI,
    QUESTION,
    SYSTEM,
    ask_claude_for_weather,
    ask_claude_in_vain,
    ask_for_weather,
    ask_in_vain,
    be_cut_off,
    get_weather,
)

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)
OpenAIInstrumentor().instrument()
AnthropicInstrumentor().instrument()
tracer = provider.get_tracer("weather")

client = OpenAI(**OPENAI)


@tracer.agent
def weather_agent(question: str) -> str:
    return ask_for_weather(client, tool=tracer.tool(get_weather))


with using_attributes(session_id="sess-7", user_id="user-42", tags=["prod", "weather"], metadata={"tenant": "acme"}):
    weather_agent(QUESTION)
client.responses.create(model="gpt-4o-mini", instructions=SYSTEM, input=QUESTION)
client.embeddings.create(model="text-embedding-3-small", input="hello world")
ask_in_vain(client)
be_cut_off(client)

claude = Anthropic(**ANTHROPIC)
ask_claude_for_weather(claude)
ask_claude_in_vain(claude)
provider.shutdown()
