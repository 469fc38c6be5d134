"""The generations of an index folder and its cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.index import SearchError
from search.state import Generations, read_cursor, write_cursor


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    """A folder that is locked for this test."""
    made = Generations(tmp_path)
    made.lock()
    return made


def test_a_folder_begins_without_a_generation(generations: Generations) -> None:
    """Nothing was ever built, so nothing is current."""
    assert generations.current() is None


def test_a_promoted_generation_is_current(generations: Generations) -> None:
    """A new generation starts at 0 and is used from its promotion on."""
    first = generations.fresh()
    assert read_cursor(first) == 0
    generations.promote(first)
    assert generations.current() == first


def test_the_generation_before_is_kept_and_older_ones_are_removed(generations: Generations) -> None:
    """One step back is possible, and the disk does not fill."""
    made = [generations.fresh() for _ in range(3)]
    for one in made:
        if one.exists():
            generations.promote(one)
    again = [generations.fresh() for _ in range(2)]
    for one in again:
        generations.promote(one) if one.exists() else None
    current = generations.current()
    assert current is not None
    assert current.exists()
    assert len([path for path in current.parent.glob("g*") if path.is_dir()]) <= 2


def test_a_discarded_generation_leaves_nothing(generations: Generations) -> None:
    """A rebuild that failed takes no space."""
    first = generations.fresh()
    generations.discard(first)
    assert not first.exists()


def test_generations_without_a_current_one_are_damage(generations: Generations) -> None:
    """A folder that holds an index but does not say which is never taken for a new one."""
    write_cursor(generations.fresh(), 5)
    with pytest.raises(SearchError, match="has lost its file `current`"):
        generations.current()


@pytest.mark.parametrize("kept", [(), ("rasad.json",), ("rasad.json.new",)])
def test_a_first_writer_that_was_killed_leaves_nothing_to_mend(generations: Generations, kept: tuple[str, ...]) -> None:
    """A generation that was begun and never used is no index that was lost, and goes with the next one."""
    begun = generations.fresh()
    (begun / "rasad.json.new").write_text("{")
    for path in begun.iterdir():
        path.unlink() if path.name not in kept else None
    assert generations.current() is None
    generations.promote(generations.fresh())
    assert not begun.exists()


def test_files_without_a_cursor_and_a_current_one_are_damage(generations: Generations) -> None:
    """Segments whose cursor and place are lost are not taken for a beginning."""
    one = generations.fresh()
    (one / "rasad.json").unlink()
    (one / "meta.json").write_text("{}")
    with pytest.raises(SearchError, match="has lost its file `current`"):
        generations.current()


@pytest.mark.parametrize("content", [b"", b"g-nothing", b"\xff\xfe", b"\n"])
def test_a_current_file_that_names_nothing_is_damage(generations: Generations, tmp_path: Path, content: bytes) -> None:
    """Whatever stands in it, a name without a folder is an error that says what to do."""
    generations.promote(generations.fresh())
    (tmp_path / "current").write_bytes(content)
    with pytest.raises(SearchError, match="rasad index --rebuild"):
        generations.current()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"cursor": "x"}', b'{"cursor": null}', b"\xff", b'{"cursor"'])
def test_a_damaged_cursor_is_said(generations: Generations, content: bytes) -> None:
    """A cursor that cannot be read is not taken for 0."""
    one = generations.fresh()
    (one / "rasad.json").write_bytes(content)
    with pytest.raises(SearchError, match="missing or damaged"):
        read_cursor(one)


def test_a_missing_cursor_is_said(generations: Generations) -> None:
    """A generation without its cursor file is damaged."""
    one = generations.fresh()
    (one / "rasad.json").unlink()
    with pytest.raises(SearchError, match="missing or damaged"):
        read_cursor(one)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 2**62), min_size=1, max_size=5))
def test_the_last_cursor_written_is_read(cursors: list[int]) -> None:
    """Cursors of any size are kept, and no other file remains."""
    import tempfile  # noqa: PLC0415 - one folder for each example

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for cursor in cursors:
            write_cursor(folder, cursor)
        assert read_cursor(folder) == cursors[-1]
        assert [path.name for path in folder.iterdir()] == ["rasad.json"]


def test_a_cursor_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A folder that went away is one sentence, not a traceback."""
    with pytest.raises(SearchError, match="cannot be written"):
        write_cursor(tmp_path / "gone", 1)


def test_a_lock_is_held_until_it_is_given_back(tmp_path: Path, generations: Generations) -> None:
    """A second writer is refused while the first one writes, and let in afterwards."""
    other = Generations(tmp_path)
    with pytest.raises(SearchError, match="another process is writing"):
        other.lock()
    generations.unlock()
    other.lock()
    other.unlock()
