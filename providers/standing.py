"""Who may stand on the shelf on a day (rule 2): active, licensed where the type demands a licence, published.

A provider stands when it is ACTIVE and, unless its type acts without a licence, holds a verified licence of its own
that is valid on the day. A practitioner stands when the provider does and, where the type demands a personal licence or
the person ever held one, holds one that is valid on the day.
"""

from collections.abc import Collection
from datetime import date

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from providers.enums import CredentialState, ListingState, ProviderStatus
from providers.models import Credential, Listing, Practitioner, Provider, ProviderType


def valid_credentials(on: date) -> QuerySet[Credential]:
    """Return the licences that are verified and run on the day; both dates are inclusive, an empty one is open."""
    return Credential.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        state=CredentialState.VERIFIED,
    )


def standing_providers(on: date) -> QuerySet[Provider]:
    """Return the institutions that may stand on the shelf on the day."""
    licensed = valid_credentials(on).filter(practitioner_id__isnull=True).values("provider_id")
    unlicensed_types = ProviderType.filter(licence_required=False).values("code")
    return Provider.filter(
        Q(id__in=Subquery(licensed)) | Q(type_id__in=Subquery(unlicensed_types)), status=ProviderStatus.ACTIVE
    )


def published_listings(on: date) -> QuerySet[Listing]:
    """Return the listings that anyone may see and book on the day."""
    return Listing.filter(state=ListingState.PUBLISHED, provider_id__in=Subquery(standing_providers(on).values("id")))


def standing_practitioners(on: date) -> QuerySet[Practitioner]:
    """Return the people who may serve on the day."""
    holders = Credential.filter(practitioner_id__isnull=False).values("practitioner_id")
    valid = valid_credentials(on).filter(practitioner_id__isnull=False).values("practitioner_id")
    free_types = Provider.filter(type__personal_licence=False).values("id")
    needs_none = Q(provider_id__in=Subquery(free_types)) & ~Q(id__in=Subquery(holders))
    return Practitioner.filter(
        Q(id__in=Subquery(valid)) | needs_none,
        provider_id__in=Subquery(standing_providers(on).values("id")),
    )


async def valid_practitioners(ids: Collection[int], on: date) -> set[int]:
    """Return those of the given people who may serve on the day."""
    rows = await standing_practitioners(on).filter(id__in=list(ids)).values_list("id", flat=True)
    return {int(str(i)) for i in rows}
