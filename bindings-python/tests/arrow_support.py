"""Reads an Arrow IPC stream with pyarrow."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from pyarrow import ipc

import fireside as fs

KINDS = {pa.string(): "text", pa.list_(pa.string()): "list", pa.int64(): "whole", pa.float64(): "number", pa.bool_(): "flag"}


def read(written: fs.ArrowTable) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The metadata of the schema, and the columns as the vectors write them."""
    table = ipc.open_stream(written.to_ipc()).read_all()
    table.validate(full=True)
    about = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    return about, [column(field, table[field.name]) for field in table.schema]


def column(field: Any, cells: Any) -> dict[str, Any]:
    unit = (field.metadata or {}).get(b"fireside.unit")
    named = {"name": field.name, "kind": KINDS[field.type], "cells": [plain(cell) for cell in cells.to_pylist()]}
    return named if unit is None else {**named, "unit": unit.decode()}


def plain(cell: Any) -> Any:
    """As documents write it: whole numbers without a point."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
