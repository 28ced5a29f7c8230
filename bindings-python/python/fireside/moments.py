"""Instants as Python has them."""

from __future__ import annotations

from datetime import datetime, timedelta

__all__ = ["utc"]


def utc(text: str) -> datetime:
    """An instant of the core, which may stand at the end of a day: ``2199-12-31T24:00:00Z``."""
    day, _, clock = text.partition("T")
    if clock.startswith("24"):
        return datetime.fromisoformat(f"{day}T00:00:00Z") + timedelta(days=1)
    return datetime.fromisoformat(text)
