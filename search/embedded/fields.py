"""The fields of the tantivy index, and how a document is written to and read from it."""

from collections.abc import Mapping

import tantivy

from search.port import Document
from search.text import shape
from search.text.shape import Shaped

SLOTS = 16  # number fields; tantivy wants them named beforehand, documents bring their own names


def slot(place: int) -> str:
    """Return the name of a number field."""
    return f"number{place}"


def build() -> tantivy.Schema:
    """Build the schema."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("key", indexed=True, fast=True)
    for field in ("tokens", "named"):  # decide what is found
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in ("name", "aliases", "keywords", "body", "forms"):  # decide the order
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    for place in range(SLOTS):
        builder.add_float_field(slot(place), fast=True)
    builder.add_float_field("lat", fast=True)
    builder.add_float_field("lng", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def write(shaped: Shaped, slots: Mapping[str, int]) -> tantivy.Document:
    """Make a tantivy document."""
    document = tantivy.Document()
    document.add_text("id", shaped.document.id)
    document.add_integer("key", shaped.key)
    document.add_text("tokens", " ".join(shaped.tokens()))
    document.add_text("named", " ".join(shaped.named()))
    document.add_text("forms", " ".join(shaped.forms))
    for name, tokens in shaped.fields.items():
        document.add_text(name, " ".join(tokens))
    document.add_json("facets", shaped.facets)
    for name, number in shaped.document.numbers.items():
        document.add_float(slot(slots[name]), float(number))
    if shaped.document.point:
        document.add_float("lat", shaped.document.point[0])
        document.add_float("lng", shaped.document.point[1])
    document.add_float("weight", 2.0**shaped.weight - 2)  # tantivy multiplies by log2(2 + field)
    document.add_bytes("stored", shape.stored(shaped.document))
    return document


def read(document: tantivy.Document) -> Document:
    """Return the document as it was given."""
    return shape.restore(bytes(document.get_first("stored") or b""))
