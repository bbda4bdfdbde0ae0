"""What the tests share: the program, and samples of the repository."""

import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def without_empty(value):
    """JSON leaves out some of what a column holds as nothing."""
    if isinstance(value, dict):
        return {key: without_empty(one) for key, one in value.items() if one is not None}
    return [without_empty(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="session")
def program():
    """The command line, built as the package is."""
    path = ROOT / "target/release/diplomacy-watch"
    assert path.exists(), f"{path} is missing; run: cargo build --release"
    return path


@pytest.fixture(scope="session")
def samples():
    """The samples' files."""
    return sorted((ROOT / "examples/2023-W27").glob("*.*"))


@pytest.fixture(scope="session")
def week(program, tmp_path_factory):
    """The samples as lines of JSON, without their records."""
    path = tmp_path_factory.mktemp("week") / "week.jsonl"
    printed = subprocess.run(
        [program, "read", "--reader", "fast", ROOT / "examples/2023-W27"], capture_output=True, check=True
    )
    path.write_bytes(printed.stdout)
    return path


@pytest.fixture(scope="session")
def ledger(program, tmp_path_factory):
    """A ledger of the samples."""
    path = tmp_path_factory.mktemp("ledger") / "samples.db"
    command = [program, "import", "--reader", "fast", "--ledger", path]
    subprocess.run([*command, ROOT / "examples/2023-W26", ROOT / "examples/2023-W27"], capture_output=True, check=True)
    return path


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """A web archive of one page and one picture."""
    path = tmp_path_factory.mktemp("archive") / "pages.warc"
    page = (
        "<html><head><title>Talks in Bali</title></head><body><article>"
        + "<p>President Biden met President Xi in Bali on Monday and spoke with him about grain for three hours.</p>" * 3
        + "</article></body></html>"
    )
    record = lambda address, kind, body: (  # noqa: E731
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: ".encode()
        + str(len(answer := f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body)).encode()
        + b"\r\n\r\n"
        + answer
        + b"\r\n\r\n"
    )
    path.write_bytes(
        record("https://www.example.org/talks", "text/html; charset=utf-8", page.encode())
        + record("https://www.example.org/flag.png", "image/png", b"\x89PNG\r\n")
    )
    return path
