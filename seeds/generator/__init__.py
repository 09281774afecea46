"""Made-up institutions: the same every time from the same shelf; only their dates go by the day they are made."""

from datetime import datetime
from zoneinfo import ZoneInfo

from seeds.generator.closings import closings
from seeds.generator.ground import Ground, Sample
from seeds.generator.houses import houses, provider_row
from seeds.generator.offers import listing_row
from seeds.generator.shares import share_out
from seeds.generator.staff import staff
from seeds.rows.institutions import ListingRow, PractitionerRow, ProviderRow

__all__ = ["Ground", "Sample", "generate"]


def generate(ground: Ground, now: datetime) -> Sample:
    """Make institutions along the suggested counts of their types."""
    today = now.astimezone(ZoneInfo("Asia/Shanghai")).date()
    types = {row.code: row for row in ground.types}
    made = list(houses(ground))
    share_out(made, ground.services)
    providers, people, offers = list[ProviderRow](), list[PractitionerRow](), list[ListingRow]()
    for house in made:
        provider = provider_row(house, ground, today)
        crew = list(staff(house, provider, types[house.type], today))
        providers.append(provider)
        people += crew
        offers += [listing_row(house, types[house.type], service, crew) for service in house.services]
    return Sample(providers, people, offers, list(closings(offers, today)))
