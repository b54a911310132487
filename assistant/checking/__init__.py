"""Check the figures, departments, dates and document numbers of a text against the documents."""

from assistant.checking.checker import Checker

__all__ = ["Checker"]
