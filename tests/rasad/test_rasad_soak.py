"""A short soak: the loop works on failing sites, ends well and loses nothing (`benchmarks soak` is longer)."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.soak import Soak


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_twenty_seconds_of_faults_cost_nothing(tmp_path: Path) -> None:
    """Sites that fail at random and appear one after the other: nothing lost, nothing twice, health tells it."""
    soak = Soak(tmp_path / "home", sites=3, seed=3)
    story = soak.run(20)
    assert story.problems == [], (tmp_path / "home" / "log.txt").read_text(encoding="utf-8")
    assert story.switches > 0
    assert sum(len(site.published) for site in soak.sites) >= 15
