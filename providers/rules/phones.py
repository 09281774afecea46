"""Mobile numbers of the mainland: one form for storing (E.164), one for showing (masked)."""

import re
import unicodedata

from providers.errors import InvalidInput

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_BETWEEN = re.compile(r"[\s\-()·.]+")


def normalise(said: str) -> str:
    """Give the number as +86…; full-width digits, spaces and the prefix may be as people type them."""
    found = _MOBILE.fullmatch(_BETWEEN.sub("", unicodedata.normalize("NFKC", said)))
    if found is None:
        raise InvalidInput("请输入 11 位中国大陆手机号，例如 13800000001。", ("input", "phone"), rule="phone")
    return f"+86{found[1]}"


def masked(phone: str) -> str:
    """Hide the middle: 138****0001."""
    digits = phone[-11:]
    return f"{digits[:3]}****{digits[-4:]}"
