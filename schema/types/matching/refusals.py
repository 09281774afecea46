"""NotEligibleError: the refusal whose fields are types of matching."""

import strawberry

from providers import errors
from providers.enums import CheckResult
from providers.rules.aid import Check
from providers.rules.shelf import Eligibility
from schema.errors import UserError, base, member
from schema.types.matching.triage import EligibilityCheck


@strawberry.type(description="Expected failure.")
class NotEligibleError(UserError):
    """A rule of the service is not met."""

    failed: list[EligibilityCheck] = strawberry.field(description="What failed.")


@member(errors.NotEligible)
def not_eligible(refusal: errors.NotEligible) -> NotEligibleError:
    """Write the failed rules: (code, text, reason) each."""
    failed = [
        EligibilityCheck(check=Check(Eligibility(code, text, text), CheckResult.FAIL, reason))
        for code, text, reason in refusal.failed
    ]
    return NotEligibleError(**base(refusal), failed=failed)
