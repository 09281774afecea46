"""`folder`: an operator's folder with the shipped files, to be changed."""

import shutil
from pathlib import Path

import pytest

from seeds.loader import CONTENT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(CONTENT, tmp_path / "own")
