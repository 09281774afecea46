"""Legal aid from what was said so far (R23 to R25): exemptions first, and which fact is still missing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from providers.enums import CheckResult, RiskFlag
from providers.rules.shelf import MEANS_WAIVED, NO_MEANS_TEST, Eligibility


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, its outcome, and why in Chinese."""

    rule: Eligibility
    result: CheckResult
    reason: str


def checks(rules: Iterable[Eligibility], flags: Collection[RiskFlag]) -> tuple[Check, ...]:
    """Check each rule; once no means test is asked, hardship need not be shown."""
    exempt = RiskFlag.VIOLENCE in flags
    return tuple(_check(rule, exempt=exempt) for rule in rules)


_UNKNOWN = {
    MEANS_WAIVED.code: "还不知道您是否属于免予核查的人员，例如进城务工人员讨薪或工伤索赔。",
    NO_MEANS_TEST.code: "还不知道您是否属于不受经济困难条件限制的人员。",
}


def _check(rule: Eligibility, *, exempt: bool) -> Check:
    if not exempt:
        reason = _UNKNOWN.get(rule.code, "还不知道您的家庭收入情况；可以如实说明并作诚信承诺。")
        return Check(rule, CheckResult.UNKNOWN, reason)
    if rule.code == NO_MEANS_TEST.code:
        return Check(rule, CheckResult.PASS, "您说到遭受家庭暴力：主张相关权益不审查经济困难条件。")
    return Check(rule, CheckResult.PASS, "已符合不审查的情形，不需要提供经济困难证明。")
