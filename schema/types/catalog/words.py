"""Text in the reader's language: Chinese first, English where it was asked for and there is some."""

from typing import Annotated

import strawberry

from schema.scalars import Locale

InLocale = Annotated[Locale | None, strawberry.argument(description="Language of the text, e.g. en; else Chinese.")]


def said(locale: Locale | None, zh: str, en: str) -> str:
    """Choose the text for a locale."""
    return en if en and locale is not None and locale.lower().split("-")[0] == "en" else zh
