"""A match run: inputs kept, ranked by the policy in force, stored; and made again from what was kept."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from pydantic import TypeAdapter

from providers.enums import FactorCode, MatchState
from providers.matching.policy import weights_of
from providers.matching.sealing import Words
from providers.models import Candidate, MatchPolicy, MatchRun
from providers.rules.contenders import Contender, Demand
from providers.rules.ranking import Ranked, rank

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a list depends on beside the seed."""

    policy: int
    weights: dict[FactorCode, float]
    demand: Demand
    contenders: tuple[Contender, ...]


_INPUTS = TypeAdapter(Inputs)
_RANKED = TypeAdapter(tuple[Ranked, ...])


@dataclass(frozen=True, slots=True)
class Draw:
    """A list made from inputs and a seed."""

    policy: MatchPolicy
    seed: str
    inputs: Inputs
    ranked: tuple[Ranked, ...]

    @property
    def best(self) -> Sequence[Ranked]:
        return [each for each in self.ranked if each.rank is not None]


def draw(policy: MatchPolicy, demand: Demand, contenders: tuple[Contender, ...]) -> Draw:
    """Rank by the policy with a fresh seed."""
    inputs = Inputs(policy.version, weights_of(policy), demand, contenders)
    seed = secrets.token_hex(16)
    return Draw(policy, seed, inputs, _rank(inputs, seed))


async def store(words: Words, need_id: int, drawn: Draw, state: MatchState, now: datetime) -> MatchRun:
    """Write the run and its list, inside the caller's transaction."""
    kept = _INPUTS.dump_json(drawn.inputs)
    run = await MatchRun.create(
        need_id=need_id,
        policy_id=drawn.policy.id,
        state=state,
        seed=drawn.seed,
        inputs_hash=sha256(kept).hexdigest(),
        inputs_sealed=words.seal_inputs(drawn.seed, kept),
        created_at=now,
    )
    soonest = {each.listing: each.soonest for each in drawn.inputs.contenders}
    rows = [_row(run.id, position, each) for position, each in enumerate(drawn.ranked)]
    for row in rows:
        place = soonest[row.listing_id]
        if place is not None:
            row.earliest_start, row.earliest_end, row.earliest_mode = place.starts_at, place.ends_at, place.mode
    await Candidate.bulk_create(rows, batch_size=_BATCH)
    return run


def replayed(words: Words, run: MatchRun) -> bytes:
    """Make the list again from what was kept, as bytes; ValueError when the inputs are not those of the run."""
    kept = words.inputs(run.seed, run.inputs_sealed)
    if sha256(kept).hexdigest() != run.inputs_hash:
        raise ValueError(f"run {run.id} was not made from these inputs")
    return listed(_rank(_INPUTS.validate_json(kept), run.seed))


def listed(ranked: tuple[Ranked, ...]) -> bytes:
    """Give a list as bytes: equal lists, equal bytes."""
    return _RANKED.dump_json(ranked)


def _rank(inputs: Inputs, seed: str) -> tuple[Ranked, ...]:
    return rank(inputs.demand, inputs.contenders, inputs.weights, seed)


def _row(run_id: int, position: int, it: Ranked) -> Candidate:
    return Candidate(
        run_id=run_id,
        listing_id=it.listing,
        practitioner_id=it.practitioner,
        rank=it.rank,
        position=position,
        score=it.score,
        factors=[asdict(factor) for factor in it.factors],
        excluded_by=[reason.value for reason in it.excluded_by],
    )
