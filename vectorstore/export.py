"""The whole catalogue as JSON lines: one record a line, current documents first, then former versions."""

from __future__ import annotations

import json
from collections.abc import Iterator

from vectorstore.catalogue import Catalogue
from vectorstore.record_json import record_to_json


def export_lines(catalogue: Catalogue) -> Iterator[str]:
    """Lines without their line ends. `version` is current or former; a former one names its successor."""
    for record in catalogue.records():
        yield _line({"version": "current", **record_to_json(record)})
    for former in catalogue.former_versions():
        record = catalogue.former_record(former.id)
        values = {"version": "former", "replaced_by": former.replaced_by, "replaced_at": former.replaced_at}
        yield _line({**values, **record_to_json(record)})


def _line(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)
