"""The shape of a document in an index: its tokens by field, the same for both engines."""

import re
from dataclasses import dataclass
from hashlib import blake2b

import orjson

from search.port import Document
from search.text import forms, weights, words
from search.text.fold import fold

VERSION = 1  # raise it whenever tokens, fields or weights in an index change: indexes of another version are rebuilt
_NUMBERED = re.compile(r"([a-z]{1,4})[a-z_]*-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Shaped:
    """A document as it is indexed; its kind is a facet too.

    `key` is unique and orders the documents of a kind by their number.
    """

    document: Document
    key: int
    weight: float
    fields: dict[str, list[str]]
    forms: list[str]
    facets: dict[str, list[str]]

    def tokens(self) -> list[str]:
        """Return every token, each once."""
        everything = [*self.forms, *(token for field in self.fields.values() for token in field)]
        return list(dict.fromkeys(everything))

    def named(self) -> list[str]:
        """Return the tokens of its names only, each once."""
        return list(dict.fromkeys([*self.forms, *self.fields["name"], *self.fields["aliases"]]))


def shape(document: Document) -> Shaped:
    """Cut a document into tokens."""
    name, aliases = fold(document.name), [fold(alias) for alias in document.aliases]
    return Shaped(
        document=document,
        key=order_key(document.id),
        weight=weights.of_kind(document.kind),
        fields={
            "name": words.tokens(name),
            "aliases": words.tokens("\n".join(aliases)),
            "keywords": words.tokens("\n".join(map(fold, document.keywords))),
            "body": words.tokens(fold(document.body)),
        },
        facets={
            "kind": [document.kind],
            **{name: list(dict.fromkeys(values)) for name, values in document.facets.items()},
        },
        forms=list(dict.fromkeys(form for text in (name, *aliases) for form in forms.of_name(text))),
    )


def stored(document: Document) -> bytes:
    """Return a document as an engine keeps it."""
    return orjson.dumps(document)


def restore(kept: bytes | str) -> Document:
    """Return a document as it was given."""
    values = orjson.loads(kept)
    point = values.pop("point")
    return Document(**values, point=(point[0], point[1]) if point else None)


def order_key(document_id: str) -> int:
    """Return a number of at most 53 bits, exact in JSON: kind and number, else a hash."""
    if not (numbered := _NUMBERED.fullmatch(document_id)):
        return int.from_bytes(blake2b(document_id.encode(), digest_size=8).digest()) >> 11
    letters, number = numbered.groups()
    kind = 0
    for letter in letters.ljust(4, "`"):
        kind = kind * 27 + ord(letter) - ord("`")
    return (kind << 32) + int(number)
