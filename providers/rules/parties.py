"""Names of the sides of a matter, folded so that one party has one keyed hash however its name is typed."""

import unicodedata
from collections.abc import Sequence

from providers.errors import InvalidInput

PARTY = "party"  # the domain of the keyed hash: vault.index(PARTY, fold(name))
MOST_PARTIES = 10
LONGEST_NAME = 100


def fold(name: str) -> str:
    """Keep letters, digits and characters only: width, case, spaces, brackets and dots do not tell parties apart."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def folded(names: Sequence[str], path: tuple[str, ...] = ("input", "opposingParties")) -> tuple[str, ...]:
    """Fold the other sides of a need, each once, in order; refuses what is no name."""
    if len(names) > MOST_PARTIES:
        raise InvalidInput(f"对方当事人最多填写 {MOST_PARTIES} 个。", path, rule="max_items")
    found: dict[str, None] = {}
    for i, name in enumerate(names):
        short = fold(name)
        if not short or len(name) > LONGEST_NAME:
            raise InvalidInput(f"请填写对方的姓名或单位名称，1 至 {LONGEST_NAME} 个字。", (*path, str(i)), rule="name")
        found[short] = None
    return tuple(found)
