"""The four screens of the storefront that read the catalogue, word for word."""

HOME = """query HomeSearch($q: String!, $near: GeoInput, $where: SearchWhere, $after: String) {
  search(query: $q, near: $near, where: $where, facets: [CATEGORY, MODE, FEE_KIND, PROVIDER_KIND], first: 20, after: $after) {
    totalCount
    interpretation { corrected mapped { said term kind } categories { confidence category { id name } } degraded }
    facets { field buckets { value label count selected } }
    edges { cursor score distanceMetres matchedOn { said term kind } highlights { field fragments { text hit } }
      node { __typename ... on Service { id slug name summary fee { kind } } ... on Provider { id slug name kind onDuty } ... on Listing { id title nextSlot { startsAt } provider { name } } ... on ServiceWindow { id number name open estimatedWait } ... on Practitioner { id name jobTitle } ... on Guide { id slug title } } }
    pageInfo { hasNextPage endCursor }
  }
}"""  # noqa: E501 as the screen has it
SERVICE = """query ServicePage($slug: String!, $after: String) {
  service(by: {slug: $slug}) {
    id name summary assuredAt colloquialNames categories { path { slug name } }
    fee { kind min { amount currency } max { amount currency } note } eligibility { code text } requiredDocuments { name optional template } steps { title body typicalDuration } modes sources { title url }
    windows { id number name open queueLength estimatedWait }
    listings(sort: SOONEST, first: 10, after: $after) { nodes { id title modes duration fee { kind } provider { id name medianResponseSeconds reviewSummary { average count } } nextSlot { token startsAt left } } pageInfo { hasNextPage endCursor } }
    related(first: 5) { id slug name }
  }
}"""  # noqa: E501 as above
PROVIDER = """query ProviderPage($slug: String!, $rev: String) {
  provider(by: {slug: $slug}) {
    id name kind about status onDuty medianResponseSeconds languages
    credentials { kind number issuer validUntil state checkedAt } locations { id name address point { lat lng } accessibility }
    practitioners(first: 20) { nodes { id name jobTitle onDuty specialties { name } reviewSummary { average count } } }
    listings(where: {state: [PUBLISHED]}, first: 20) { nodes { id title service { slug name } modes fee { kind } nextSlot { startsAt } } }
    reviewSummary { count average distribution } reviews(first: 10, after: $rev) { nodes { id rating text reply createdAt } pageInfo { hasNextPage endCursor } }
  }
}"""  # noqa: E501 as above
EDITOR = """query ListingEditor($id: ID!) { node(id: $id) { ... on Listing { id version state title description fee { kind min { amount } max { amount } } modes duration practitioners { id name } location { id name } bookingPolicy { needsConfirmation cancelUntil rescheduleUntil maxReschedules noShowLimit } availability { timeZone bufferBefore bufferAfter minimumNotice horizon slotStep capacity maxPerDay weekly { weekday opens closes capacity } exceptions { id capacity reason range { startsAt endsAt } } holidayCalendar { name daysOff workdays } } pendingRevision { id state reviewNote changes { field before after } } } } }"""  # noqa: E501 as above
