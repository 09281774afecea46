"""What matching is asked with; each input reads itself into values."""

from datetime import datetime

import strawberry

from providers.enums import AccessNeed, NeedStatus, ServiceMode, SlaState
from providers.matching import NeedFilter, Opening, Submission
from providers.rules.contenders import Wish
from providers.rules.statement import LONGEST_NOTE
from providers.rules.taxonomy import Taxonomy
from schema.relay import parse_id
from schema.scalars import Locale, bad_input
from schema.types.catalog.inputs import DateTimeRange, GeoInput, IDFilter, bounded, known_categories

NO_ROW = 0  # the row of an id that is none of ours: it answers as one that does not exist


@strawberry.input(description="Input.")
class NeedStartInput:
    """A need in own words."""

    statement: str = strawberry.field(description="Own words, up to 2000 characters.")
    locale: Locale | None = strawberry.field(default=None, description="Language; the request's when left out.")
    on_behalf_of: strawberry.ID | None = strawberry.field(default=None, description="When a clerk types for someone.")
    consent: bool = strawberry.field(description="Agreed to the privacy notice.")
    idempotency_key: str = strawberry.field(
        description="Client-made UUID; the same key returns the first answer for 24 hours."
    )

    def read(self) -> Opening:
        citizen = None if self.on_behalf_of is None else parse_id(self.on_behalf_of, "Account") or NO_ROW
        return Opening(self.statement, self.consent, self.locale, citizen)


@strawberry.input(description="Input.")
class MatchPreferencesInput:
    """Wishes."""

    mode: list[ServiceMode] | None = strawberry.field(default=None, description="How it is served.")
    language: Locale | None = strawberry.field(default=None, description="Language.")
    near: GeoInput | None = strawberry.field(default=None, description="Point to measure from.")
    earliest: datetime | None = strawberry.field(default=None, description="Not before.")
    latest: datetime | None = strawberry.field(default=None, description="Not after.")
    prefer_provider_id: strawberry.ID | None = strawberry.field(default=None, description="Ask this one first.")
    avoid_provider_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Never offer to these.")
    accessibility: list[AccessNeed] | None = strawberry.field(
        default=None, description="Access needs that are met here."
    )

    def read(self) -> Wish:
        avoided = (parse_id(id_, "Provider") for id_ in bounded(self.avoid_provider_ids or (), "avoidProviderIds"))
        return Wish(
            modes=tuple(dict.fromkeys(bounded(self.mode or (), "mode"))),
            language=self.language,
            near=(self.near.lat, self.near.lng) if self.near else None,
            earliest=self.earliest,
            latest=self.latest,
            prefer=None if self.prefer_provider_id is None else parse_id(self.prefer_provider_id, "Provider"),
            avoid=tuple(id_ for id_ in avoided if id_ is not None),
            access=tuple(dict.fromkeys(bounded(self.accessibility or (), "accessibility"))),
        )


@strawberry.input(description="Input.")
class NeedSubmitInput:
    """A need to be matched."""

    need_id: strawberry.ID = strawberry.field(description="Which need.")
    service_id: strawberry.ID = strawberry.field(description="Which service.")
    preferences: MatchPreferencesInput | None = strawberry.field(
        default=None, description="Wishes that weigh in the ranking."
    )
    opposing_parties: list[str] | None = strawberry.field(
        default=None, description="Other party, for the conflict check; stored hashed."
    )
    idempotency_key: str = strawberry.field(
        description="Client-made UUID; the same key returns the first answer for 24 hours."
    )

    def read(self) -> Submission:
        wish = self.preferences.read() if self.preferences else Wish()
        service_id = parse_id(self.service_id, "Service") or NO_ROW
        return Submission(service_id, wish, tuple(self.opposing_parties or ()))


@strawberry.input(description="Input.")
class NeedEscalateInput:
    """A need for a person."""

    need_id: strawberry.ID = strawberry.field(description="Which need.")
    reason: str = strawberry.field(description="Why.")

    def read(self) -> str:
        return _bounded(self.reason)


@strawberry.input(description="Input.")
class NeedWithdrawInput:
    """A need to call off."""

    need_id: strawberry.ID = strawberry.field(description="Which need.")
    reason: str | None = strawberry.field(default=None, description="Why.")

    def read(self) -> str:
        return _bounded(self.reason or "")


@strawberry.input
class NeedWhere:
    """Which needs."""

    status: list[NeedStatus] | None = strawberry.field(default=None, description="Status.")
    sla_state: list[SlaState] | None = strawberry.field(default=None, description="State of the clock.")
    submitted_at: DateTimeRange | None = strawberry.field(default=None, description="When it was submitted.")
    category_id: IDFilter | None = strawberry.field(default=None, description="Only this node and below.")

    def read(self, tree: Taxonomy) -> NeedFilter:
        span = self.submitted_at.read() if self.submitted_at else None
        return NeedFilter(
            statuses=None if self.status is None else bounded(self.status, "status"),
            clocks=None if self.sla_state is None else bounded(self.sla_state, "slaState"),
            submitted_from=span.gte if span else None,
            submitted_before=span.lt if span else None,
            categories=tree.below(known_categories(self.category_id, tree)) if self.category_id else None,
        )


def need_row(id_: strawberry.ID) -> int:
    """Read a need's id."""
    return parse_id(id_, "Need") or NO_ROW


def _bounded(reason: str) -> str:
    """Refuse here what the unions of these mutations have no word for."""
    if len(reason) > LONGEST_NOTE:
        raise bad_input(f"reason takes at most {LONGEST_NOTE} characters")
    return reason
