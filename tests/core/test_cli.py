import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from core.cli import main
from core.cli.arguments import COMMANDS
from core.store import Store

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
DOCUMENT = {
    "title", "publisher", "published_on", "author", "provider", "recipient", "text", "raw_length", "sha256", "format",
}  # fmt: skip
FACT = {
    "id", "start", "end", "quote", "sentence", "value", "value_high", "bound", "unit", "measure_word", "indicator",
    "label", "provider", "recipient", "period_start", "period_end", "period_text", "per", "planned", "whole", "change",
    "same_as", "rule", "confidence",
}  # fmt: skip
STORED = {"document", "status", "tags", "note", "original"}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("HEDUI_LANGUAGE", "en")
    monkeypatch.setenv("HEDUI_CURATOR", "张三")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "种子.hedui"
    assert main(["import", str(path), str(SEEDS)]) == 0
    return path


@pytest.fixture
def store(made, tmp_path):
    with Store.open(made, read_only=True) as opened:
        return opened.backup(tmp_path / "a.hedui")


def told(capsys, *arguments, code=0):
    """What a command prints as JSON."""
    assert main([str(argument) for argument in arguments]) == code
    return json.loads(capsys.readouterr().out)


def told_last(capsys, *arguments):
    """The same, where something was printed before."""
    capsys.readouterr()
    return told(capsys, *arguments)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command.name, "--help"])
    assert ended.value.code == 0
    assert command.name in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["facts"], ["nonsense"], ["edit", "a", "forgive"], ["demo", "--speed"]])
def test_wrong_use_ends_with_2(arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["facts", "没有.hedui"],
        ["edit", "没有.hedui", "approve"],
        ["undo", "没有.hedui"],
        ["verify", "没有.hedui"],
        ["extract", "没有.txt"],
        ["repair", "没有.txt"],
        ["restore", "没有.hedui", "新.hedui"],
    ],
)
def test_a_problem_ends_with_1_and_one_sentence(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "没有" in said.err
    assert list(tmp_path.iterdir()) == []


def test_problems_are_told_in_chinese_where_that_is_spoken(capsys):
    assert main(["--language", "zh", "facts", "没有.hedui"]) == 1
    assert capsys.readouterr().err == "数据库不存在：没有.hedui。\n"


def test_the_command_is_run_as_a_program(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "core.cli", "facts", str(tmp_path / "a.hedui")],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith("There is no store")


def test_repair_gives_the_text_and_what_was_done(capsys):
    path = sorted(SEEDS.glob("*.txt"))[2]
    found = told(capsys, "repair", path, "--json")
    assert {"text", "raw", "pieces", "repairs"} <= set(found)
    start, end, raw_start, raw_end = found["pieces"][0]
    assert end - start >= 0
    assert raw_end - raw_start >= 0
    main(["repair", str(path)])
    assert capsys.readouterr().out.rstrip("\n") == found["text"].rstrip("\n")


def test_extract_gives_document_and_facts_in_the_shape_that_is_promised(capsys):
    path = sorted(SEEDS.glob("*.txt"))[0]
    found = told(capsys, "extract", path, "--json")
    assert set(found["document"]) >= DOCUMENT
    assert found["facts"]
    for fact in found["facts"]:
        assert set(fact) >= FACT
        assert found["document"]["text"][fact["start"] : fact["end"]] == fact["quote"]
        assert Decimal(fact["value"]).is_finite()


def test_extract_gives_one_line_a_document(capsys):
    files = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    assert main(["extract", *files, "--jsonl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["document"]["name"] for line in lines] == [Path(path).name for path in files]


def test_extract_explains_itself(capsys):
    assert main(["extract", "--explain", str(sorted(SEEDS.glob("*.txt"))[0])]) == 0
    assert capsys.readouterr().out.strip()


def test_a_bad_file_among_good_ones_is_told_and_the_rest_is_in(tmp_path, capsys):
    (tmp_path / "空.txt").touch()
    found = told(capsys, "import", tmp_path / "a.hedui", tmp_path, SEEDS, "--json", code=1)
    assert (found["new"], [one["name"] for one in found["failed"]]) == (5, ["空.txt"])
    assert told(capsys, "import", tmp_path / "a.hedui", SEEDS, "--json")["known"] == 5


def test_facts_are_printed_as_json_and_csv(store, capsys):
    facts = told(capsys, "facts", store, "--json", "--where", "category:funds")
    assert facts
    assert all(set(fact) >= FACT | STORED and fact["indicator"].startswith("funds.") for fact in facts)
    main(["facts", str(store), "--csv", "--where", "category:funds"])
    assert len(list(csv.reader(io.StringIO(capsys.readouterr().out)))) == len(facts) + 1
    assert told(capsys, "facts", store, "--json", "--where", "tag:没有") == []


def test_edits_undo_redo_and_history_are_those_of_the_window(store, capsys):
    fact = told(capsys, "facts", store, "--json", "--limit", 1)[0]
    where = ("--where", f"id:{fact['id']}")
    edit = told(capsys, "edit", store, "set", "quantity=7300余万元", "recipient=察右前旗", "--json", *where)
    changed = told(capsys, "facts", store, "--json", *where)[0]
    assert (changed["value"], changed["bound"], changed["recipient"]) == ("73000000", "over", ["150926"])
    assert changed["original"]["value"] == fact["value"]
    rows = told(capsys, "history", store, "--fact", fact["id"], "--json")
    assert {row["edit"] for row in rows} == {edit["edit"]}
    assert {row["who"] for row in rows} == {"张三"}
    told(capsys, "undo", store, "--json")
    assert told(capsys, "facts", store, "--json", *where)[0] == fact
    told(capsys, "redo", store, "--json")
    assert told(capsys, "facts", store, "--json", *where)[0] == changed
    told(capsys, "undo", store, "--edit", edit["edit"], "--json")
    assert main(["redo", str(store)]) == 0
    assert main(["redo", str(store)]) == 1


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (["approve"], "status:approved"),
        (["reject"], "status:rejected"),
        (["tag", "复核"], "tag:复核"),
        (["note", "看附表"], "note:看附表"),
        (["set", "planned=是"], "planned:yes"),
    ],
)
def test_an_edit_reaches_all_facts_of_its_filter_and_no_others(store, capsys, arguments, where):
    wanted = {fact["id"] for fact in told(capsys, "facts", store, "--json", "--where", "document:1", "planned:no")}
    told(capsys, "edit", store, *arguments, "--json", "--where", "document:1", "planned:no")
    assert {fact["id"] for fact in told(capsys, "facts", store, "--json", "--where", where, "document:1")} >= wanted
    edited = told(capsys, "facts", store, "--json", "--where", "edited:yes")
    assert {fact["id"] for fact in edited} == wanted


@pytest.mark.parametrize(
    "value", ["quantity=很多", "colour=红", "recipient", "whole=#999999", "recipient=没有这个地方"]
)
def test_a_value_that_cannot_be_read_changes_nothing(store, capsys, value):
    assert main(["edit", str(store), "set", value, "--where", "id:1"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert told(capsys, "history", store, "--json") == []


def test_totals_count_approved_facts_and_say_what_they_leave_out(store, capsys):
    assert told(capsys, "totals", store, "--by", "indicator", "--json")["rows"] == []
    main(["edit", str(store), "approve"])
    capsys.readouterr()
    found = told(capsys, "totals", store, "--by", "indicator,year", "--json")
    assert found["by"] == ["indicator", "year"]
    assert all(Decimal(row["value"]).is_finite() and row["facts"] for row in found["rows"])
    assert all(one["why"] for one in found["left_out"])
    assert main(["totals", str(store), "--by", "weather"]) == 1


def test_check_tells_of_sums_that_do_not_hold(store, capsys):
    found = told(capsys, "check", store, "--json")
    assert any("9.4" in one["sentence"] for one in found)


@pytest.mark.parametrize(("name", "head"), [("o.csv", b"\xef\xbb\xbf"), ("o.jsonl", b"{"), ("o.xlsx", b"PK")])
def test_export_writes_approved_facts_in_the_format_of_the_name(store, tmp_path, capsys, name, head):
    main(["edit", str(store), "approve", "--where", "document:1"])
    assert main(["export", str(store), str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(head)
    approved = told_last(capsys, "facts", store, "--json", "--where", "status:approved")
    assert len(approved) == len(told(capsys, "facts", store, "--json", "--where", "document:1"))


def test_export_writes_the_columns_that_are_named_in_their_order(store, tmp_path):
    main(["edit", str(store), "approve", "--where", "document:1"])
    assert main(["export", str(store), str(tmp_path / "o.csv"), "--columns", "quote,value,id"]) == 0
    heads, *rows = csv.reader((tmp_path / "o.csv").read_text(encoding="utf-8-sig").splitlines())
    assert heads == ["quote", "value", "id"]
    assert rows
    assert main(["export", str(store), str(tmp_path / "n.csv"), "--columns", "quote,weather"]) == 1
    assert not (tmp_path / "n.csv").exists()


def test_a_copy_is_made_and_put_back(store, tmp_path, capsys):
    assert main(["backup", str(store), str(tmp_path / "copy.hedui")]) == 0
    main(["edit", str(store), "approve"])
    assert main(["restore", str(tmp_path / "copy.hedui"), str(store)]) == 0
    capsys.readouterr()
    assert told(capsys, "facts", store, "--json", "--where", "status:approved") == []
    assert told(capsys, "verify", store, "--json")["sound"]


def test_verify_ends_with_1_where_something_is_wrong(store, capsys):
    with Store.open(store) as opened:
        opened.connection.execute("UPDATE facts SET quote = '别的' WHERE id = 1")
    assert told(capsys, "verify", store, "--json", code=1)["complaints"]


def test_the_demo_writes_data_totals_and_pictures(tmp_path, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr("core.cli.demo._desktop", lambda *arguments, **_: asked.append(arguments) or 0)
    assert main(["demo", "--out", str(tmp_path / "out")]) == 0
    assert asked == [("--pictures", str(tmp_path / "out" / "pictures"), str(tmp_path / "out" / "sample.hedui"))]
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"facts.csv", "facts.jsonl", "facts.xlsx", "totals.csv", "README.md", "demo.hedui"} <= names
    assert told_last(capsys, "facts", tmp_path / "out" / "demo.hedui", "--json", "--where", "-status:pending") == []


def test_the_window_is_opened_in_a_process_of_its_own(monkeypatch):
    ran = []
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: ran.append(command) or subprocess.CompletedProcess([], 0)
    )
    assert main([]) == 0
    assert main(["open", "a.hedui"]) == 0
    assert [command[1:] for command in ran] == [["-m", "desktop"], ["-m", "desktop", "a.hedui"]]


def test_the_parser_needs_none_of_the_library():
    code = "import sys, core.cli.arguments as a; a.parser(); sys.exit('core.store' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0
