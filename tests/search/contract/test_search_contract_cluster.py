"""What only a cluster has: copies of its shards."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import httpx
import pytest

from search.index import Access, open_elastic

if TYPE_CHECKING:
    from pipelines.records import Document


@pytest.mark.elasticsearch
def test_one_node_alone_is_a_healthy_cluster(elasticsearch_url: str, documents: dict[str, Document]) -> None:
    """An index with the default number of copies lacks none where there is one node, and is not yellow for ever."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    index = open_elastic(Access(hosts=(elasticsearch_url,)), index=name)
    try:
        index.apply(list(documents.values()), 16)
        health = httpx.get(
            f"{elasticsearch_url}/_cluster/health/{name}-*?wait_for_status=green&timeout=30s", timeout=60
        )
        assert health.json()["status"] == "green"
    finally:
        index.drop()
        index.close()
