"""Every command explains itself, and wrong use of any of them is one sentence with exit code 2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from rasad.cli import rasad
from tests.commandline import call_rasad


def _commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*before, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*before, name))


ALL = {" ".join(path): command for path, command in _commands(rasad)}
ONES = [name for name, command in ALL.items() if not isinstance(command, click.Group)]
# The commands that scripts and people rely on.
PROMISED = {
    "archive snapshots", "archive verify", "config", "crawl", "demo", "eval", "export articles", "export events",
    "export rejections",
    "export sources", "export weekly", "health", "import-jsonl", "import-warc", "index", "process", "reprocess",
    "retag", "run", "search", "serve", "sources add", "sources check", "sources export-opml", "sources import-opml",
    "sources list", "tag", "topics test",
}  # fmt: skip


def test_the_promised_commands_are_there() -> None:
    """No command that scripts rely on has gone or changed its name."""
    assert set(ALL) >= PROMISED


@pytest.mark.parametrize("name", ALL)
def test_every_command_explains_itself(tmp_path: Path, name: str) -> None:
    """`-h` and `--help` print what a command is for and each of its options, and touch no home."""
    ran = call_rasad(tmp_path / "home", *name.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == call_rasad(tmp_path / "home", *name.split(), "-h").out
    assert str(ALL[name].help).split(".", maxsplit=1)[0].split()[0] in ran.out
    for parameter in ALL[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name}: {parameter.name} has no help"
            assert parameter.opts[-1] in ran.out
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", ALL)
def test_an_unknown_option_is_wrong_use(tmp_path: Path, name: str) -> None:
    """An option that a command does not have is named, with exit code 2, before anything is touched."""
    ran = call_rasad(tmp_path / "home", *name.split(), "--colour-of-the-sky")
    assert ran.code == 2
    assert "--colour-of-the-sky" in ran.err
    assert ran.out == ""
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", [name for name in ONES if all(one.nargs == 1 for one in ALL[name].params)])
def test_one_argument_too_many_is_wrong_use(tmp_path: Path, name: str) -> None:
    """What a command does not take is named, with exit code 2, before anything is touched."""
    missing = sum(isinstance(one, click.Argument) for one in ALL[name].params)
    ran = call_rasad(tmp_path / "home", *name.split(), *[__file__] * missing, "surplus")
    assert ran.code == 2
    assert "surplus" in ran.err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", [name for name, command in ALL.items() if any(one.required for one in command.params)])
def test_a_missing_argument_is_wrong_use(tmp_path: Path, name: str) -> None:
    """A command that needs an argument says which, with exit code 2."""
    ran = call_rasad(tmp_path / "home", *name.split())
    assert ran.code == 2
    assert "Missing argument" in ran.err


@pytest.mark.parametrize("name", ONES)
def test_a_broken_configuration_stops_every_command(tmp_path: Path, name: str) -> None:
    """No command works with a configuration that cannot be read: it names the file and ends with 2."""
    (tmp_path / "rasad.toml").write_text("[crawl\n", encoding="utf-8")
    needed = [one for one in ALL[name].params if one.required]
    arguments = [
        word
        for one in needed
        for word in ([__file__] if isinstance(one, click.Argument) else [one.opts[-1], "2026-11-01"])
    ]
    ran = call_rasad(tmp_path, *name.split(), *arguments)
    assert ran.code == 2
    assert str(tmp_path / "rasad.toml") in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["rasad.toml"]


def test_the_defaults_are_printed_beside_a_broken_configuration(tmp_path: Path) -> None:
    """The advice that a broken configuration gives can be followed."""
    (tmp_path / "rasad.toml").write_text("[crawl]\ndely = 3\n", encoding="utf-8")
    ran = call_rasad(tmp_path, "config")
    assert (ran.code, "`rasad config --default`" in ran.err) == (2, True)
    ran = call_rasad(tmp_path, "config", "--default")
    assert (ran.code, ran.err) == (0, "")
    assert "attempts_days = 90" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--now", "2026-13-01", "config"], "no ISO 8601 time"),
        (["--now", "", "config"], "no ISO 8601 time"),
        (["--home", "", "config"], "the name of the folder is empty"),
        (["--home", " ", "search", "x"], "the name of the folder is empty"),
        (["config", "--home", "x"], "No such option"),
        (["sources", "nosuch"], "No such command"),
        (["serch", "x"], "No such command 'serch'"),
        (["serch", "x"], "did you mean search"),
        (["export"], "Usage:"),
        (["export", "weekly", "--lang", "de"], "'de' is not one of"),
        (["export", "articles", "--format", "csv"], "'csv'"),
        (["search", "x", "--size", "-1"], "not in the range"),
        (["search", "x", "--size", "1001"], "not in the range"),
        (["search", "x", "--size", "many"], "not a valid integer"),
        (["search", "x", "--sort", "best"], "'best' is not one of"),
        (["serve", "--port", "70000"], "not in the range"),
        (["tag", "missing.jsonl", "out.jsonl"], "does not exist"),
        (["import-jsonl", "missing.jsonl"], "does not exist"),
        (["sources", "import-opml", "missing.opml"], "does not exist"),
        (["sources", "add", "https://x.example/", "--kind", "planet"], "There is no kind 'planet'; there are agency"),
        (["sources", "add", "https://x.example/", "--country", "Türkiye"], "'Türkiye' is no code of a country"),
        (["sources", "add", "https://x.example/", "--language", "xx"], "it is tr, fa or en"),
        (["sources", "add", "webrazzi"], "'webrazzi' is no address of a site"),
        (["sources", "add", "ftp://x.example/"], "write it in full, like https://"),
        (["sources", "add", "https://"], "write it in full, like https://"),
        (["sources", "check", "webrazi"], "did you mean webrazzi"),
        (["crawl", "--source", ""], "There is no source ''"),
        (["crawl", "--replay", "."], "is a directory"),
        (["topics", "test", "startup"], "There is no topic 'startup' (did you mean startups"),
        (["topics", "test", "--labelled", "missing.jsonl"], "does not exist"),
    ],
)
def test_wrong_values_are_named(tmp_path: Path, arguments: list[str], said: str) -> None:
    """A value that an option does not take is named with what it takes, and nothing is written."""
    ran = call_rasad(tmp_path / "home", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("week", ["", "2026", "2026-W", "2026-W00", "2026-W54", "0000-W01", "9999-W52", "x-Wy"])
def test_a_week_that_no_calendar_has_is_wrong_use(tmp_path: Path, week: str) -> None:
    """Whatever stands for a week is one, or is named with an example of one."""
    assert call_rasad(tmp_path, "import-jsonl", "/dev/null").code == 0
    ran = call_rasad(tmp_path, "export", "weekly", "--week", week)
    assert ran.code == 2
    assert f"{week!r} is no ISO week; write it like 2026-W46." in ran.err
    assert not (tmp_path / "issues").exists()


def test_a_time_without_an_offset_is_utc_and_one_with_it_is_kept(tmp_path: Path) -> None:
    """The present time that is given decides which week is the last whole one, in the desk's own zone."""
    assert call_rasad(tmp_path, "import-jsonl", "/dev/null").code == 0
    weeks = {"2026-11-15T20:29": "W45", "2026-11-15T20:31": "W46", "2026-11-16T00:00+03:30": "W46", "2026-11-16": "W46"}
    for now, week in weeks.items():
        ran = call_rasad(tmp_path, "--now", now, "export", "weekly", "--lang", "en", "--format", "csv")
        assert ran.out.strip().endswith(f"rasad-2026-{week}.en.csv"), now


LIST = """<opml version="2.0"><body>
<outline text="Örnek" xmlUrl="https://ornek.example.com.tr/feed" htmlUrl="https://ornek.example.com.tr/"/>
<outline text="Dil" xmlUrl="https://example.com/feed"/></body></opml>"""


@pytest.mark.parametrize(
    ("text", "more", "code", "said"),
    [
        (LIST, "--language tr --country tr", 0, "2 saved, 0 left out"),
        (LIST, "--language tr", 1, "1 saved, 1 left out"),
        (LIST, "", 1, "0 saved, 2 left out"),
        ("<opml version='2.0'><body/></opml>", "", 1, "lists no feeds"),
    ],
)
def test_a_list_of_feeds_is_taken_or_its_refusal_is_a_failure(
    tmp_path: Path, text: str, more: str, code: int, said: str
) -> None:
    """Sources are saved with 0; a feed that cannot be taken is named with the reason and exit code 1, as nothing is."""
    (tmp_path / "list.opml").write_text(text, encoding="utf-8")
    line = ["sources", "import-opml", str(tmp_path / "list.opml"), *more.split()]
    ran = call_rasad(tmp_path / "home", *line)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    refused = [row for row in ran.err.splitlines() if row.startswith("left out https://")]
    assert f"{len(refused)} left out" in ran.err or not ran.err.count("left out")
    assert all("give --" in row for row in refused)
    again = call_rasad(tmp_path / "home", *line)
    assert again.code == 1
    assert again.err.count("already belongs to the source") == ran.err.count("saved /")
