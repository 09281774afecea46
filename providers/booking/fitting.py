"""Whether a need and a booking fit together: whose need it is, and whether the institution may take it."""

from datetime import datetime

from providers.enums import ExclusionReason
from providers.errors import ConflictOfInterest, NotFound
from providers.models import Account, Candidate, ClientMatter, MatchRun, Need
from providers.rules.access import Actor
from providers.rules.conflict import Side, in_conflict
from providers.rules.days import day_in
from providers.rules.parties import PARTY, fold
from providers.vault import Vault

_CONFLICT = "这家机构与对方当事人存在利益冲突，不能承接您的事项，请选择其他机构。"


async def own_need(actor: Actor, need_id: int | None) -> Need | None:
    """Return the need a booking is for; another person's need does not exist."""
    if need_id is None:
        return None
    need = await Need.get_or_none(id=need_id)
    if need is None or actor.account_id not in {need.citizen_id, need.entered_by_id}:
        raise NotFound(path=("input", "needId"))
    return need


async def own_hashes(vault: Vault, citizen_id: int) -> tuple[str, ...]:
    """Return how the citizen is known as a party: by the keyed hash of the name."""
    citizen = await Account.get(id=citizen_id)
    name = fold(citizen.display_name)
    return (vault.index(PARTY, name),) if name else ()


async def forbid_conflict(vault: Vault, need: Need, provider_id: int, now: datetime) -> None:
    """Refuse an institution on the other side: as its match found, or as its ledger says by now."""
    if await _excluded(need.id, provider_id) or await _bound(vault, need, provider_id, now):
        raise ConflictOfInterest(_CONFLICT)


async def _excluded(need_id: int, provider_id: int) -> bool:
    run = await MatchRun.filter(need_id=need_id).order_by("-id").first()
    if run is None:
        return False
    found = await Candidate.filter(run_id=run.id, rank=None, listing__provider_id=provider_id)
    return any(ExclusionReason.CONFLICT_OF_INTEREST in candidate.excluded_by for candidate in found)


async def _bound(vault: Vault, need: Need, provider_id: int, now: datetime) -> bool:
    own = await own_hashes(vault, need.citizen_id)
    rows = await ClientMatter.filter(provider_id=provider_id, party_hash__in=[*need.opposing_hashes, *own])
    sides = [Side(row.party_hash, row.side, row.ended_on) for row in rows]
    return in_conflict(sides, need.opposing_hashes, own, day_in(now))
