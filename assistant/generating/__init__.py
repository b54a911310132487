"""Answers by a language model that cannot mislead: streamed, checked, and composed where it fails.

`Generator` is what others use; LangChain is imported when the first question goes to a model.
"""

from assistant.generating.asked import Limits
from assistant.generating.generator import COMPOSED, Generator, Tracing
from assistant.generating.models import ChatModels
from assistant.generating.traces import TraceLog, load_callbacks, set_up_otel

__all__ = [
    "COMPOSED",
    "ChatModels",
    "Generator",
    "Limits",
    "TraceLog",
    "Tracing",
    "load_callbacks",
    "set_up_otel",
]
