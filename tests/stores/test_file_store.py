"""What FileStore promises of its files: who may read them, and that none is lost."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fitbit.exceptions import TokenStoreBusy, TokenStoreCorrupt, TokenStoreError
from fitbit.stores import FileStore, private_files

KEY = "fitbit/23ABCD/alice"
DAMAGES = {
    "empty": b"",
    "truncated": b'{"records": {"fitbit/23AB',
    "list": b"[]",
    "null": b"null",
    "binary": b"\x80\x00\xff\xfe",
    "deep": b"[" * 100_000,
    "no records": b"{}",
    "records are no object": b'{"records": []}',
    "a record is no text": b'{"records": {"a": 1}}',
    "a token": b'{"access_token": "a", "refresh_token": "b"}',
}
posix_only = pytest.mark.skipif(os.name != "posix", reason="this system has no file modes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a file that is not there yet, in a folder that is."""
    return tmp_path / "tokens.json"


@pytest.fixture
def store(path: Path) -> FileStore:
    """Make a store with two saves behind it."""
    store = FileStore(path)
    store.save(KEY, "one", None)
    store.save(KEY, "two", "one")
    return store


def mode(path: Path) -> int:
    """Return who may do what."""
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Let files be made as wide as the mask allows."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def fail_with(code: int) -> Any:
    """Return a function that fails as the operating system would."""

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


@posix_only
def test_every_file_is_its_owners_alone(path: Path) -> None:
    """Files are made 0600 and folders 0700, whatever the umask is."""
    with umask(0):
        store = FileStore(path.parent / "new" / "newer" / path.name)
        store.save(KEY, "one", None)
        store.save(KEY, "two", "one")
        with store.lock(KEY, 1):
            pass

    found = list((path.parent / "new").rglob("*"))
    assert {mode(file) for file in found if file.is_file()} == {0o600}
    assert {mode(path.parent / "new"), *(mode(f) for f in found if f.is_dir())} == {0o700}


@posix_only
def test_a_file_is_never_wider_not_even_while_it_is_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is made wide first and closed afterwards."""
    monkeypatch.setattr(Path, "chmod", fail_with(errno.EPERM))
    with umask(0):
        FileStore(path).save(KEY, "one", None)

    assert mode(path) == 0o600


@posix_only
def test_an_existing_folder_keeps_its_mode(path: Path) -> None:
    """A folder that was there before is not changed."""
    path.parent.chmod(0o755)
    FileStore(path).save(KEY, "one", None)

    assert mode(path.parent) == 0o755


@posix_only
def test_a_wide_file_is_closed(store: FileStore, path: Path) -> None:
    """A file that others can read is theirs no more once it was loaded."""
    path.chmod(0o644)

    assert store.load(KEY) == "two"
    assert mode(path) == 0o600


@posix_only
def test_a_wide_file_that_cannot_be_closed_is_refused(
    store: FileStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the mode cannot be changed the store says what to do, and uses nothing."""
    path.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", fail_with(errno.EPERM))

    with pytest.raises(TokenStoreError, match="chmod 600"):
        store.load(KEY)
    with pytest.raises(TokenStoreError, match="chmod 600"):
        store.save(KEY, "three", "two")


@posix_only
def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    """Behind a symbolic link it is the target that is replaced."""
    target = tmp_path / "elsewhere" / "real.json"
    path.symlink_to(target)
    FileStore(path).save(KEY, "one", None)

    assert path.is_symlink()
    assert FileStore(target).load(KEY) == "one"


def test_a_path_may_begin_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tilde is the user's folder, and a later change of the working directory does not matter."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    assert FileStore("~/tokens.json").path == FileStore("tokens.json").path


def test_the_previous_content_is_kept(store: FileStore, path: Path) -> None:
    """Beside the file rests what the last save replaced."""
    before = json.loads(path.with_name("tokens.json.prev").read_bytes())

    assert before == {"records": {KEY: "one"}}


def test_a_deleted_token_is_on_disk_no_more(store: FileStore, path: Path) -> None:
    """Forgetting reaches the previous content too."""
    store.delete(KEY)

    left = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())
    assert b"one" not in left
    assert b"two" not in left


def test_what_lay_beside_a_removed_file_is_not_used(store: FileStore, path: Path) -> None:
    """After the file was removed by hand, another person's login begins without a past."""
    path.unlink()
    store.save(KEY, "another person's", None)

    assert store.previous(KEY) is None


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_typed_kept_and_survived(store: FileStore, path: Path, damage: bytes) -> None:
    """A damaged file raises TokenStoreCorrupt with its bytes, and the text before is there."""
    path.write_bytes(damage)

    with pytest.raises(TokenStoreCorrupt, match=r"tokens\.json") as caught:
        store.load(KEY)

    assert (caught.value.raw, path.read_bytes()) == (damage, damage)
    assert store.previous(KEY) == "one"


@pytest.mark.parametrize("expected", ["one", None])
def test_a_save_moves_damage_aside(store: FileStore, path: Path, expected: str | None) -> None:
    """A login, or who goes on from the text before, saves; the damaged bytes are still there."""
    store.save("other", "kept", None)
    store.save("other", "kept!", "kept")
    for number in (1, 2):
        path.write_bytes(b"damage %d" % number)
        assert store.save(KEY, "three", "two" if expected else None) is True

        aside = path.with_name(f"tokens.json.damaged-{number}")
        assert aside.read_bytes() == b"damage %d" % number
        assert (store.load(KEY), store.load("other")) == ("three", "kept")
        store.save(KEY, "two", "three")
        store.save("unrelated", str(number), None if number == 1 else "1")


def test_a_stale_save_over_damage_is_refused(store: FileStore, path: Path) -> None:
    """Who expects what is neither there nor was before changes nothing."""
    path.write_bytes(b"damage")

    assert store.save(KEY, "three", "two") is False
    assert path.read_bytes() == b"damage"


def test_damage_without_a_readable_past(store: FileStore, path: Path) -> None:
    """With both files damaged there is no previous text, and a login starts anew."""
    path.write_bytes(b"damage")
    path.with_name("tokens.json.prev").write_bytes(b"damage")

    assert store.previous(KEY) is None
    assert store.save(KEY, "three", None) is True
    assert store.load(KEY) == "three"


def test_nothing_is_deleted_from_a_damaged_file(store: FileStore, path: Path) -> None:
    """To forget a record it has to be found."""
    path.write_bytes(b"damage")

    with pytest.raises(TokenStoreCorrupt):
        store.delete(KEY)
    assert path.read_bytes() == b"damage"


def test_a_folder_in_the_place_of_the_file(store: FileStore, path: Path) -> None:
    """A folder there is damage as any other, and is moved aside with what it holds."""
    path.unlink()
    path.mkdir()
    (path / "notes").touch()

    with pytest.raises(TokenStoreCorrupt):
        store.load(KEY)
    assert store.save(KEY, "three", None) is True
    assert (path.with_name("tokens.json.damaged-1") / "notes").exists()


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_failing_disk_changes_nothing(
    store: FileStore, path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    """A save that fails raises TokenStoreError, and the store is as it was."""
    before = sorted(file.name for file in path.parent.iterdir())
    owner = {"fsync": os, "replace": Path}[call]
    with monkeypatch.context() as patch:
        patch.setattr(owner, call, fail_with(code))
        with pytest.raises(TokenStoreError, match="Could not write") as caught:
            store.save(KEY, "three", "two")

    assert isinstance(caught.value.__cause__, OSError)
    assert (store.load(KEY), store.previous(KEY)) == ("two", "one")
    assert sorted(file.name for file in path.parent.iterdir()) == before


def test_a_full_disk_says_what_to_do(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message of a full disk asks for room."""
    monkeypatch.setattr(os, "fsync", fail_with(errno.ENOSPC))

    with pytest.raises(TokenStoreError, match="Make room"):
        store.save(KEY, "three", "two")


@posix_only
def test_a_real_limit_on_files_changes_nothing(store: FileStore) -> None:
    """A process that may write only 64 bytes a file keeps the old text, readable."""
    code = f"""
import resource, sys
from fitbit.exceptions import TokenStoreError
from fitbit.stores import FileStore
store = FileStore({str(store.path)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
try:
    store.save({KEY!r}, "x" * 10_000, "two")
except TokenStoreError as error:
    sys.exit(str(error))
"""
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert b"Raise the limit" in child.stderr
    assert (store.load(KEY), store.previous(KEY)) == ("two", "one")


@pytest.mark.parametrize("action", ["save", "lock"])
def test_a_folder_that_cannot_be_written(path: Path, action: str) -> None:
    """Where a file is in the way of the folder, the error says so."""
    path.write_text("a file, not a folder")
    store = FileStore(path / "tokens.json")

    with pytest.raises(TokenStoreError, match="not a folder"):
        store.save(KEY, "one", None) if action == "save" else store.lock(KEY, 1).__enter__()


def test_a_read_only_folder(store: FileStore, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """A folder that may not be written leaves the token readable, and says what to do."""
    monkeypatch.setattr(private_files, "create", fail_with(errno.EACCES))

    with pytest.raises(TokenStoreError, match="choose another path"):
        store.save(KEY, "three", "two")
    assert store.load(KEY) == "two"


def test_a_writer_that_never_ends_is_not_waited_for(
    path: Path, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who cannot write because another process is at it is told so, after a limit."""
    monkeypatch.setattr("fitbit.stores.file.WRITE_TIMEOUT", 0.1)
    other = FileStore(path)

    with other._writing.hold(1), pytest.raises(TokenStoreBusy):
        store.save(KEY, "three", "two")


@posix_only
@pytest.mark.filterwarnings("ignore:flock not supported")
def test_a_file_system_without_locks_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that a crash would leave behind for ever is not taken."""
    monkeypatch.setattr("fcntl.flock", fail_with(errno.ENOSYS))

    with pytest.raises(TokenStoreError, match="has no locks"):
        FileStore(path).save(KEY, "one", None)
    assert not path.exists()


def test_another_reader_delays_a_replacement_on_windows(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an open file cannot be replaced, it is tried again until the reader is done."""
    true_replace, refusals = Path.replace, iter([PermissionError, PermissionError])

    def replace(source: Path, target: Path) -> Path:
        for refusal in refusals:
            raise refusal
        return true_replace(source, target)

    monkeypatch.setattr(private_files, "POSIX", False)
    monkeypatch.setattr(Path, "replace", replace)

    assert store.save(KEY, "three", "two") is True
    assert store.load(KEY) == "three"
