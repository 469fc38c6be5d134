"""How surprising a count is; exact, so that it holds for sources with two articles a month as well."""

from __future__ import annotations

import math


def poisson_at_most(count: int, mean: float) -> float:
    """Give the chance of at most ``count`` events where ``mean`` are usual."""
    if count < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    terms = (math.exp(number * math.log(mean) - mean - math.lgamma(number + 1)) for number in range(count + 1))
    return min(1.0, math.fsum(terms))


def poisson_at_least(count: int, mean: float) -> float:
    """Give the chance of at least ``count`` events where ``mean`` are usual."""
    return max(0.0, 1.0 - poisson_at_most(count - 1, mean))


def binomial_at_most(count: int, trials: int, share: float) -> float:
    """Give the chance of at most ``count`` successes in ``trials`` where ``share`` of them usually succeed."""
    if count < 0:
        return 0.0
    if count >= trials:
        return 1.0
    if share <= 0 or share >= 1:
        return 1.0 if share <= 0 else 0.0
    terms = (
        math.exp(
            math.lgamma(trials + 1)
            - math.lgamma(number + 1)
            - math.lgamma(trials - number + 1)
            + number * math.log(share)
            + (trials - number) * math.log1p(-share)
        )
        for number in range(count + 1)
    )
    return min(1.0, math.fsum(terms))


def binomial_at_least(count: int, trials: int, share: float) -> float:
    """Give the chance of at least ``count`` successes in ``trials`` where ``share`` of them usually succeed."""
    return binomial_at_most(trials - count, trials, 1.0 - share)
