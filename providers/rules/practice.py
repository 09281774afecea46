"""What a shelf service demands of those who take it, read from its row of the catalogue (R04, R06, R07, R09, R16)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from providers.enums import ProviderKind

CRIMINAL = "criminal"
GENERAL = "general"

_REPRESENTS = re.compile(r"诉讼|辩护|应诉|(?<!注册)(?<!申请)(?<!听证)代理")
_FOREIGN = re.compile(r"海外|域外|境外|跨境|涉外|涉台|台湾|台胞|涉侨|侨益")
_LAND = re.compile(r"不动产|房产|房屋|土地")
_EXEMPT = re.compile(r"委托|声明|赠与|遗嘱")  # notarised anywhere (公证法 第25条)
_EXCLUSIVE = frozenset({"real_estate", "inheritance"})  # 民事诉讼法 第34条


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """The part of a shelf service that the rules of the trade look at."""

    name: str
    area: str
    conflict_check: str
    types: tuple[str, ...]
    kinds: frozenset[ProviderKind]  # of those types

    @property
    def legal_aid(self) -> bool:
        return self.conflict_check == "assignment_check"

    @property
    def represents(self) -> bool:
        """A lawyer stands for the citizen before a court; aid is always assigned to that end."""
        return self.legal_aid or (self.conflict_check == "strict_firm_level" and bool(_REPRESENTS.search(self.name)))

    @property
    def mediation(self) -> bool:
        return self.conflict_check == "recusal" and ProviderKind.MEDIATION in self.kinds

    @property
    def foreign_law(self) -> bool:
        return self.area == "cross_border" or bool(_FOREIGN.search(self.name))

    @property
    def land(self) -> bool:
        """Notarised only where the real estate is."""
        notarial = ProviderKind.NOTARY_OFFICE in self.kinds
        return notarial and bool(_LAND.search(self.name)) and not _EXEMPT.search(self.name)

    def topics(self, heard: tuple[str, ...]) -> tuple[str, ...]:
        """Areas the need is about: the service's own; a general service leaves it to what was heard."""
        return (self.area,) if self.area != GENERAL else tuple(area for area in heard[:2] if area != GENERAL)


def exclusive(topics: Collection[str]) -> bool:
    """Whether one court alone has jurisdiction."""
    return bool(_EXCLUSIVE & set(topics))


def may_not(type_code: str, court: str, types: Collection[str], area: str, *, foreign_law: bool) -> bool:
    """Whether the law or the catalogue keeps this type of institution from the service."""
    if type_code not in types:
        return True
    if court == "civil_admin_only" and area == CRIMINAL:
        return True  # R06: basic-level legal workers defend nobody
    return type_code in {"foreign_law_office", "hmt_law_office"} and not foreign_law  # R07
