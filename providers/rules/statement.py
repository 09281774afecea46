"""The citizen's own words: what is kept of them, and what is no statement of a need at all."""

import re
import unicodedata

from providers.errors import ContentRejected, InvalidInput

SHORTEST, LONGEST = 2, 2000
LONGEST_NOTE = 500
_PATH = ("input", "statement")
_LINK = re.compile(r"(?:https?://|www\.)[^\s，。；、]+", re.IGNORECASE)
_CONTROL = {"Cc", "Cf", "Co", "Cs", "Cn"}
_KEPT = "\n\t\u200d"  # line breaks, and the joiner inside emoji


def cleaned(text: str) -> str:
    """Give the statement without control and invisible characters, trimmed; refuses by length or content."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(sign for sign in unified if sign in _KEPT or unicodedata.category(sign) not in _CONTROL).strip()
    if not SHORTEST <= len(seen) <= LONGEST:
        message = f"请用 {SHORTEST} 至 {LONGEST} 个字说明您遇到的事情，现在是 {len(seen)} 个字。"
        raise InvalidInput(message, _PATH, rule="length")
    _must_say_something(seen)
    return seen


def short_note(text: str, path: tuple[str, ...]) -> str:
    """Give a short remark, e.g. why a need is withdrawn."""
    seen = "".join(sign for sign in text if sign in _KEPT or unicodedata.category(sign) not in _CONTROL).strip()
    if len(seen) > LONGEST_NOTE:
        raise InvalidInput(f"请用不超过 {LONGEST_NOTE} 个字说明原因。", path, rule="length")
    return seen


def _must_say_something(text: str) -> None:
    links = tuple(_LINK.findall(text))
    rest = _LINK.sub("", text)
    if any(unicodedata.category(sign)[0] == "L" for sign in rest):
        return
    message = "这段文字里没有可以理解的内容，请用一句话说明发生了什么、您希望怎样解决。"
    raise ContentRejected(message, _PATH, terms=links or (rest.strip()[:20],))
