import os

os.environ["AGENTOPS_LOGGING_TO_FILE"] = "FALSE"

import agentops
from openai import OpenAI

from weather_agent import ENDPOINT, OPENAI, QUESTION, ask_for_weather, ask_in_vain, be_cut_off, get_weather

agentops.init(
    api_key="11111111-2222-4333-8444-555555555555",
    endpoint=ENDPOINT,
    exporter_endpoint=f"{ENDPOINT}/v1/traces",
    auto_start_session=False,
    default_tags=["prod", "weather"],
    log_level="CRITICAL",
)
session = agentops.start_trace("session")
client = OpenAI(**OPENAI)


@agentops.tool(name="get_weather")
def tool(city: str) -> dict:
    return get_weather(city)


@agentops.agent(name="weather_agent")
class Weather:
    @agentops.operation(name="answer")
    def answer(self, question: str) -> str:
        return ask_for_weather(client, tool=tool)


Weather().answer(QUESTION)
ask_in_vain(client)
be_cut_off(client)
agentops.end_trace(session, "Success")
