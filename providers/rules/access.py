"""Who acts: the person behind a request and what their roles let them see and do."""

from dataclasses import dataclass, field

from providers.enums import Role

CENTRE_ROLES = frozenset({Role.DISPATCHER, Role.CENTRE_ADMIN})
DESK_ROLES = frozenset({Role.WINDOW_CLERK, Role.HOTLINE_AGENT})


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. `roles` holds CITIZEN always; `provider_ids` are the institutions they act for."""

    account_id: int
    session_id: int
    roles: frozenset[Role] = field(default_factory=lambda: frozenset({Role.CITIZEN}))
    provider_ids: frozenset[int] = frozenset()

    def may_dispatch(self) -> bool:
        """Whether they see every need and booking of the centre."""
        return bool(self.roles & CENTRE_ROLES)

    def may_enter_for_others(self) -> bool:
        """Whether they may type a need for somebody else."""
        return bool(self.roles & DESK_ROLES)

    def acts_for(self, provider_id: int) -> bool:
        """Whether they are staff of this institution."""
        return provider_id in self.provider_ids
