"""A file is there whole or not at all."""

from pathlib import Path

import pytest

from clientapp.exporting.replacing import replacing
from clientapp.problem import Problem


def fail_halfway(path: Path, error: type[BaseException]) -> None:
    with replacing(path) as beside:
        beside.write_text("half")
        raise error


def test_what_was_there_stays_until_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")
    with replacing(path) as beside:
        beside.write_text("after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_write_that_was_cut_off_leaves_nothing(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")
    with pytest.raises(error):
        fail_halfway(path, error)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a.csv", tmp_path / "b.csv"
    link.symlink_to(file)
    with replacing(link) as beside:
        beside.write_text("after")
    assert link.is_symlink()
    assert file.read_text() == "after"


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="is not a file"), replacing(tmp_path):
        raise AssertionError("nothing is written")
