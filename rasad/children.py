"""Child processes that end with their parent, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import threading


def die_with_parent() -> None:
    """End this process as soon as its parent is gone, even if that was killed.

    A crawl or a worker left behind by ``kill -9`` would go on writing next to the rerun.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="die-with-parent", daemon=True).start()
