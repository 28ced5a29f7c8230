"""What fireside says, as data: for hosts and translators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from . import _native
from .model import Language

__all__ = ["Phrase", "phrases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a phrase says in one language, and what it can be filled with."""

    template: str
    """Its template, in a subset of ICU's MessageFormat."""
    arguments: tuple[str, ...]
    """The names of its arguments."""
    choices: Mapping[str, tuple[str, ...]]
    """By argument that is one: the words between which ``select`` can choose."""
    numbers: tuple[str, ...]
    """The arguments that are numbers, by which ``plural`` can choose."""


def phrases(language: Language) -> dict[str, Phrase]:
    """Every phrase there is, by its code, as it reads in a language::

        assert fireside.phrases("de")["reason.paused"].template == "{name} pausiert"

    Whoever translates fireside starts from this: ``Policy.phrases`` takes templates by the same codes.

    :raises InvalidInputError: for a language that does not ship.
    """
    found = cast("dict[str, dict[str, Any]]", _native.phrases(language))
    return {
        code: Phrase(
            template=text["template"],
            arguments=tuple(text["arguments"]),
            choices={name: tuple(words) for name, words in text["choices"].items()},
            numbers=tuple(text["numbers"]),
        )
        for code, text in found.items()
    }
