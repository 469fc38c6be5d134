"""When to ask: requests per new article and delay of self-tuned polling beside fixed intervals.

``python -m benchmarks schedule`` simulates 1,000 sources over 90 days. Their rates differ as those of agencies, trade
press and institutions do (log-normal, median 3 articles a day), they write by day and on weekdays more than at night
and on weekends, and a feed shows its last 30 articles. The delay counts from publication to discovery; an article that
left the feed before it was seen counts as missed. Media Cloud's rule (share of known items) is shown for comparison.
"""

from __future__ import annotations

import argparse
import bisect
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median

from crawlers import channels
from pipelines.records import Purpose, Source, SourceKind

START = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = 3600.0
WINDOW = 30
SOURCE = Source(
    id="s",
    title="s",
    home="https://a.example/",
    country="tr",
    languages=("tr",),
    kind=SourceKind.NEWS,
    zone="UTC",
    schedule="hourly",
)


@dataclass
class Score:
    """What a way of polling cost and brought."""

    polls: int = 0
    missed: int = 0
    delays: list[float] = field(default_factory=list)


# A policy gives, for each source anew, a function from (time, new items, known share) to the next interval in seconds.
Policy = Callable[[], Callable[[float, int, float], float]]


def publications(dice: random.Random, days: int) -> list[float]:
    """Draw the moments at which a source publishes, in seconds: an inhomogeneous Poisson process by thinning."""
    per_day = min(300.0, max(0.02, math.exp(dice.gauss(math.log(3), 1.8))))
    moments: list[float] = []
    at = 0.0
    while True:
        at += dice.expovariate(2 * per_day / (24 * HOUR))
        if at >= days * 24 * HOUR:
            return moments
        busy = (1.0 if 7 <= at / HOUR % 24 < 20 else 0.25) * (0.45 if at // (24 * HOUR) % 7 >= 5 else 1.0)
        if dice.random() < busy:
            moments.append(at)


def fixed(hours: float) -> Policy:
    """Ask at one interval."""
    return lambda: lambda *_: hours * HOUR


def media_cloud() -> Callable[[float, int, float], float]:
    """Ask by the share of known items, as Media Cloud's rss-fetcher does."""
    interval, polls = HOUR, 0

    def following(at: float, new: int, known: float) -> float:
        nonlocal interval, polls
        del at, new
        polls += 1
        if polls > 2:
            interval += HOUR / 6 if known >= 0.67 else -HOUR if known <= 0.33 else 0.0
        interval = min(max(interval, HOUR / 6), 24 * HOUR)
        return interval

    return following


def rasad() -> Callable[[float, int, float], float]:
    """Ask as the crawler does."""
    state = channels.fresh(SOURCE, Purpose.FEED, "https://a.example/feed")

    def following(at: float, new: int, known: float) -> float:
        nonlocal state
        del known
        state = channels.answered(state, SOURCE, START + timedelta(seconds=at), new=new)
        return state.interval

    return following


def poll(moments: list[float], policy: Policy, first: float, days: int, score: Score) -> None:
    """Poll one source for the whole time; what its feed showed at first was published before."""
    following, at, seen, before = policy(), first, 0, True
    while at < days * 24 * HOUR:
        score.polls += 1
        upto = bisect.bisect_right(moments, at)
        fresh = upto - seen
        lost = max(0, fresh - WINDOW)
        if not before:
            score.missed += lost
            score.delays += [at - moment for moment in moments[seen + lost : upto]]
        shown = min(WINDOW, upto) or 1
        at += following(at, min(fresh, WINDOW), 1 - min(fresh, WINDOW) / shown)
        seen, before = upto, False


def main(argv: list[str]) -> int:
    """Run the simulation; the exit code says whether the aims are met."""
    parser = argparse.ArgumentParser(prog="benchmarks schedule", description=__doc__)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--days", type=int, default=90)
    options = parser.parse_args(argv)
    dice = random.Random(3)
    sources = [publications(dice, options.days) for _ in range(options.sources)]
    starts = [dice.uniform(0, HOUR) for _ in sources]
    total = sum(map(len, sources))
    print(f"{options.sources} sources, {options.days} days, {total} articles")
    print(f"{'polling':12} {'requests':>9} {'per article':>12} {'median delay':>13} {'mean delay':>11} {'missed':>7}")
    policies: dict[str, Policy] = {"hourly": fixed(1), "daily": fixed(24), "media cloud": media_cloud, "rasad": rasad}
    scores = {}
    for name, policy in policies.items():
        score = scores[name] = Score()
        for moments, start in zip(sources, starts, strict=True):
            poll(moments, policy, start, options.days, score)
        middle, mean = median(score.delays) / 60, sum(score.delays) / len(score.delays) / 60
        cost = f"{score.polls:9} {score.polls / total:12.2f}"
        print(f"{name:12} {cost} {middle:9.1f} min {mean:7.1f} min {score.missed:7}", flush=True)
    requests = scores["rasad"].polls / scores["hourly"].polls
    delay = median(scores["rasad"].delays) / median(scores["hourly"].delays)
    print(f"rasad: {requests:.2f} of hourly polling's requests at {delay:.2f} times its median delay")
    return 0 if requests <= 0.5 and delay <= 1.3 else 1
