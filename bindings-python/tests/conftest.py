"""Fixtures that several tests share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cohorts import rich_cohort, rich_document

import fireside as fs


@pytest.fixture
def document() -> dict[str, Any]:
    """Every field of the contract as dicts and lists."""
    return rich_document()


@pytest.fixture
def cohort() -> fs.Cohort:
    """Every field of the contract as dataclasses."""
    return rich_cohort()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top of the repository."""
    return Path(__file__).resolve().parents[2]
