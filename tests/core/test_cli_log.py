"""The log tells of faults without a word of any document."""

import logging

import pytest

from core.cli import log, main


def test_a_fault_is_logged_with_its_place_and_without_its_words(tmp_path, monkeypatch):
    def broken(*_):
        raise ValueError("北京市投入帮扶资金")

    monkeypatch.setattr("core.ingest.preparing.repair.repair", broken)
    (tmp_path / "a.txt").write_text("2019年北京市投入帮扶资金5万元。", encoding="utf-8")
    assert main(["import", str(tmp_path / "a.hedui"), str(tmp_path / "a.txt")]) == 1
    told = log.path().read_text(encoding="utf-8")
    assert "a.txt could not be taken in" in told
    assert "ValueError" in told
    assert "broken" in told
    assert "资金" not in told


def test_a_bug_of_a_command_is_logged_and_shows_itself(tmp_path, monkeypatch):
    monkeypatch.setattr("core.store.Store.open", lambda *_, **__: 1 / 0)
    (tmp_path / "a.hedui").touch()
    with pytest.raises(ZeroDivisionError):
        main(["verify", str(tmp_path / "a.hedui")])
    assert "ZeroDivisionError" in log.path().read_text(encoding="utf-8")


def test_a_log_stays_small(monkeypatch):
    monkeypatch.setattr(log, "LARGEST", 2000)
    with log.kept():
        for number in range(200):
            logging.getLogger("hedui").warning("number %d", number)
    files = sorted(log.path().parent.iterdir())
    assert len(files) == log.KEPT + 1
    assert all(file.stat().st_size <= 2000 for file in files)


def test_without_a_place_for_it_there_is_no_log(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr(log, "path", lambda: tmp_path / "file" / "hedui.log")
    with log.kept():
        logging.getLogger("hedui").warning("unheard")
