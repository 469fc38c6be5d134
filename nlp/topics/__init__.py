"""Topics: what an article is about, by weighted phrases and combinations in plain words, with evidence."""

from __future__ import annotations

from nlp.topics.topicset import TopicDefinition, TopicSet, load

__all__ = ["TopicDefinition", "TopicSet", "load"]
