"""Where the law sends a matter (R09 to R12): only bodies of the district may take it, once the district is known."""

from providers.rules.contenders import Contender, Demand

_LABOUR = frozenset({"labour_arbitration", "rural_land_arbitration"})


def bound(demand: Demand, type_code: str) -> bool:
    """Whether the district decides which body of this type is the right one."""
    return (
        type_code in _LABOUR
        or (type_code == "notary_office" and demand.land)
        or (type_code == "legal_aid_centre" and demand.legal_aid)
        or (type_code == "court_service_centre" and demand.exclusive)
    )


def wrong_district(demand: Demand, contender: Contender) -> bool:
    """Several districts said (work place, employer's seat): each of them will do (R12). None said: none is wrong."""
    return bool(demand.districts) and bound(demand, contender.type) and contender.district not in demand.districts


def unsaid(demand: Demand) -> bool:
    """Whether the right body depends on a district that nobody has told."""
    return not demand.districts and any(bound(demand, type_code) for type_code in demand.types)
