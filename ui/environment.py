"""Switches that other libraries read when they are imported. Call `set_switches` before that."""

from __future__ import annotations

import os

SWITCHES = {
    # Exactly so, else Gradio looks up names in the network.
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ORT_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    # Idle threads sleep instead of spinning beside the server's other work.
    "OMP_WAIT_POLICY": "passive",
    "LANGSMITH_TRACING": "false",
}


def set_switches() -> None:
    """What the user has set himself stays: a hub that he allows, a tracing that he wants."""
    for name, value in SWITCHES.items():
        os.environ.setdefault(name, value)
