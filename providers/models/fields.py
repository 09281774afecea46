"""Column kinds of the market that Tortoise lacks."""

from collections.abc import Iterable
from typing import cast

from tortoise.fields import CharField, OnDelete, TextField

RESTRICT = OnDelete.RESTRICT  # nothing vanishes because something else was deleted


class WordsField(TextField):
    """A set of code words kept in one column as `|a|b|`, so that `contains="|a|"` asks for one on both databases."""

    def to_db_value(self, value: object, instance: object) -> str | None:
        del instance
        if value is None or isinstance(value, str):
            return value
        words = [str(word) for word in cast("Iterable[object]", value)]
        return f"|{'|'.join(words)}|" if words else ""

    def to_python_value(self, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            return tuple(word for word in value.split("|") if word)
        return tuple(str(word) for word in cast("Iterable[object]", value or ()))


def word(length: int = 32) -> CharField[str]:
    """Make a column for one value of a closed set; the length leaves room for longer words to come."""
    return CharField(max_length=length)
