"""The fields of the Elasticsearch index, and an article as one of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.schema import KEYWORDS, TEXTS, VERSION

if TYPE_CHECKING:
    from search.schema import Row

_TEXT = {"type": "text", "analyzer": "whitespace", "position_increment_gap": 1}
_SHOWN = {"type": "keyword", "index": False, "doc_values": False}


def template(pattern: str, shards: int, replicas: str) -> dict[str, Any]:
    """Give the index template: nothing is mapped by guessing, and token strings are not stored again in the source.

    ``replicas`` is a number, or a range such as ``0-1`` within which it follows the number of nodes.
    """
    copies = {"auto_expand_replicas": replicas} if "-" in replicas else {"number_of_replicas": int(replicas)}
    return {
        "index_patterns": [pattern],
        "template": {
            "settings": {
                "number_of_shards": shards,
                **copies,
                "codec": "best_compression",
            },
            "mappings": {
                "dynamic": "strict",
                "_meta": {"version": VERSION, "cursor": 0},
                "_source": {"excludes": [*TEXTS]},
                "properties": properties(),
            },
        },
    }


def properties() -> dict[str, dict[str, Any]]:
    """Give the type of each field."""
    return {
        **dict.fromkeys(TEXTS, _TEXT),
        **{name: {"type": "keyword"} for name in KEYWORDS},
        "id": {"type": "keyword"},
        "day_number": {"type": "integer"},
        "newest": {"type": "long"},
        "oldest": {"type": "long"},
        "group": {"type": "long"},
        "weight": {"type": "double"},
        "digest": _SHOWN,
        "title": _SHOWN,
        "url": _SHOWN,
        "published": {"type": "date"},
        "content": _SHOWN,
    }


def elastic_document(row: Row) -> dict[str, Any]:
    """Write a row as Elasticsearch takes it; title, address and date stand beside it for who looks with Kibana."""
    return {
        **row.texts,
        **{name: values for name, values in row.keywords.items() if values},
        "id": row.id,
        "day_number": row.day,
        "newest": row.newest,
        "oldest": row.oldest,
        "group": row.group,
        "weight": row.weight,
        "digest": row.digest,
        "title": row.title,
        "url": row.url,
        "published": row.published,
        "content": row.content.decode(),
    }
