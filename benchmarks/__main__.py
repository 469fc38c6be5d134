"""``python -m benchmarks NAME [OPTIONS]`` runs one benchmark and prints its table."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main(arguments: list[str]) -> int:
    """Run the benchmark that the first argument names; without one, list them."""
    names = sorted(
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if not module.ispkg and module.name != "__main__"
    )
    if not arguments or arguments[0] not in names:
        print("usage: python -m benchmarks NAME; NAME is one of", ", ".join(names), file=sys.stderr)
        return 2
    result: int = importlib.import_module(f"benchmarks.{arguments[0]}").main(arguments[1:])
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
