"""The network: from the pieces of sentences to the likelihood of each label at each piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nlp.entities.pieces import PAD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Likelihoods = NDArray[np.float32]


class Network:
    """An ONNX network that scores every piece of a sentence for every label.

    Args:
        path: the file; its inputs are ``ids`` and ``mask`` (sentences x pieces), its output ``scores`` (sentences x
            pieces x labels), and its metadata name the labels.
    """

    def __init__(self, path: Path) -> None:
        import onnxruntime  # noqa: PLC0415 - takes half a second, and only this needs it

        options = onnxruntime.SessionOptions()
        # A worker has one core; more threads would only wait for each other.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.labels: tuple[str, ...] = tuple(self._session.get_modelmeta().custom_metadata_map["labels"].split())

    def likelihoods(self, sentences: Sequence[Sequence[int]]) -> list[Likelihoods]:
        """Give the likelihood (0 to 1) of each label at each piece of each sentence, read together as one batch."""
        longest = max(map(len, sentences))
        ids = np.full((len(sentences), longest), PAD, np.int64)
        for row, sentence in enumerate(sentences):
            ids[row, : len(sentence)] = sentence
        (scores,) = self._session.run(("scores",), {"ids": ids, "mask": (ids != PAD).astype(np.int32)})
        likely = np.exp(scores - scores.max(-1, keepdims=True))
        likely /= likely.sum(-1, keepdims=True)
        return [likely[row, : len(sentence)] for row, sentence in enumerate(sentences)]
