"""What a resolver is given: the use cases, who acts, and the clock."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import strawberry

from providers.accounts import Accounts
from providers.booking import Bookings
from providers.catalog import Catalog
from providers.errors import Unauthenticated
from providers.matching import Matching
from providers.rules.access import Actor
from schema.relay import Node

F = TypeVar("F", bound="Fetcher")


@dataclass(frozen=True, slots=True)
class UseCases:
    """Everything the market can do."""

    accounts: Accounts
    catalog: Catalog
    bookings: Bookings
    matching: Matching


@dataclass(frozen=True, slots=True)
class Context:
    """One request: `address` is the client's network address, `public_url` the base of links we hand out."""

    use: UseCases
    actor: Actor | None
    clock: Callable[[], datetime]
    address: str
    request_id: str
    public_url: str

    def now(self) -> datetime:
        return self.clock()


Info = strawberry.Info[Context, None]
Fetcher = Callable[[Info, list[int]], Awaitable[Mapping[int, Node]]]
FETCHERS: dict[str, Fetcher] = {}


def fetches(type_name: str) -> Callable[[F], F]:
    """Register how nodes of a type are fetched by id; rows the actor may not see are left out."""

    def register(fetcher: F) -> F:
        FETCHERS[type_name] = fetcher
        return fetcher

    return register


def signed_in(info: Info) -> Actor:
    """Return the person behind the request; without one the mutation cannot go on."""
    if info.context.actor is None:
        raise Unauthenticated
    return info.context.actor
