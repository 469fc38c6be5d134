"""Take the mean of several trained networks: ``mean.py OUT WEIGHTS...``.

Runs that began with the same weights lie in one valley; their mean often reads unseen texts better than each of them
(Wortsman and others, Model soups, 2022, arXiv:2203.05482).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read the command line and save the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    options = parser.parse_args()
    states = [torch.load(path) for path in options.weights]
    torch.save({name: sum(state[name] for state in states) / len(states) for name in states[0]}, options.out)


if __name__ == "__main__":
    main()
