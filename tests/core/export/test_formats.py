"""Each format is read back by the library that people use for it, and says what the store says."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from core import edits, export, filters
from core.errors import ExportProblem
from core.export import COLUMNS, FORMATS
from core.records import About, Bound, Document, Fact, Piece
from core.store import Store

TEXT = "=1+1\n全县投入帮扶资金300.46亿元,其中捐款0.1元。𠮷村覆盖率16.24%。\n"
RAW = "页眉\n" + TEXT


def fact_at(quote: str, value: str, unit: str, **fields: object) -> Fact:
    start = TEXT.index(quote)
    return Fact(
        id=int(fields.pop("id")),  # type: ignore[call-overload]
        start=start,
        end=start + len(quote),
        quote=quote,
        sentence=str(fields.pop("sentence", TEXT.split("\n")[1])),
        value=Decimal(value),
        unit=unit,
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    about = About("=标题", "某报", None, date(2020, 7, 13), ("110000",), ("150926",))
    pieces = (Piece(0, len(TEXT), 3, len(RAW)),)
    data = RAW.encode()
    document = Document("甲.txt", "txt", "ab" * 32, data, RAW, TEXT, pieces, (), about)
    places = {"provider": ("110000", "120000"), "recipient": ("150926",)}
    facts = [
        fact_at(
            "300.46亿元", "30046000000", "CNY", id=1, indicator="funds.total", period_start=date(2020, 1, 1), **places
        ),
        fact_at("0.1元", "0.1", "CNY", id=2, indicator="funds.social", whole=1, bound=Bound.OVER, **places),
        fact_at(
            "16.24%", "16.24", "%", id=3, indicator="outcome.poverty_rate", sentence="@村", value_high=Decimal("16.3")
        ),
    ]
    with Store.open(tmp_path / "a.hedui", curator="梅") as opened:
        opened.add(document, facts)
        ids = list(opened.fact_ids())
        edits.set_fields(opened, ids[1:2], value=Decimal("0.2"))
        edits.tag(opened, ids[:1], "复核")
        edits.approve(opened, ids)
        yield opened


def written(store: Store, tmp_path: Path, name: str, **options: object) -> Path:
    out = tmp_path / f"out{FORMATS[name].suffix}"
    assert export.write(store, out, format=name, **options) == 3  # type: ignore[arg-type]
    return out


def test_csv_says_exact_values_and_runs_no_formula(store: Store, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(written(store, tmp_path, "csv"), dtype=str, keep_default_na=False)
    assert list(table.columns) == [column.name for column in COLUMNS]
    assert [Decimal(value) for value in table["value"]] == [Decimal(30046000000), Decimal("0.2"), Decimal("16.24")]
    assert list(table["machine_value"]) == ["", "0.1", ""]
    assert list(table["decided_by"]) == ["梅"] * 3
    assert list(table["title"]) == ["'=标题"] * 3
    assert table["sentence"][2] == "'@村"
    assert table["provider"][0] == "110000 120000"
    assert [RAW[int(start) : int(end)] for start, end in zip(table["raw_start"], table["raw_end"], strict=True)] == [
        "300.46亿元",
        "0.1元",
        "16.24%",
    ]


def test_csv_for_excel_begins_with_a_byte_order_mark(store: Store, tmp_path: Path) -> None:
    assert written(store, tmp_path, "csv-bom").read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_columns_can_be_chosen(store: Store, tmp_path: Path) -> None:
    with written(store, tmp_path, "csv", columns=["quote", "value"]).open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[:2] == [["quote", "value"], ["300.46亿元", "30046000000"]]


def test_json_lines_keep_types(store: Store, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written(store, tmp_path, "jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[0]["value"] == "30046000000"
    assert lines[0]["tags"] == ["复核"]
    assert lines[0]["period_start"] == "2020-01-01"
    assert (lines[1]["whole"], lines[1]["planned"]) == (lines[0]["id"], False)
    assert json.loads(lines[1]["machine"]) == {"value": "0.1"}


def test_a_workbook_has_typed_cells_sources_and_codebook(store: Store, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(store, tmp_path, "xlsx"))
    facts, sources, codebook = book["facts 数据"], book["sources 来源"], book["codebook 指标"]
    header = [cell.value for cell in facts[1]]
    row = dict(zip(header, facts[2], strict=True))
    assert (facts.freeze_panes, facts.auto_filter.ref is not None) == ("A2", True)
    assert row["value"].value == 30046000000
    assert row["value_text"].value == "30046000000"
    assert row["period_start"].is_date
    assert (row["title"].value, row["title"].data_type) == ("=标题", "s")
    assert [cell.value for cell in sources[2]][:3] == [1, "=标题", "某报"]
    assert codebook.max_row > 50


def test_parquet_keeps_decimals_dates_and_lists(store: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(written(store, tmp_path, "parquet")).to_pylist()
    assert [row["value"] for row in rows] == [Decimal(30046000000), Decimal("0.2"), Decimal("16.24")]
    assert rows[2]["value_high"] == Decimal("16.3")
    assert rows[0]["period_start"] == date(2020, 1, 1)
    assert rows[0]["provider"] == ["110000", "120000"]


def test_parquet_takes_values_of_many_digits(store: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    exact = Decimal("1234567890123456789012345678901.000000000001")
    edits.set_fields(store, [store.fact_ids()[0]], value=exact)
    assert parquet.read_table(written(store, tmp_path, "parquet"))["value"][0].as_py() == exact


def test_parquet_without_its_library_is_told_in_a_sentence(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportProblem, match="pyarrow"):
        export.write(store, tmp_path / "a.parquet", format="parquet")
    assert [path.name for path in tmp_path.iterdir() if "parquet" in path.name] == []


@pytest.mark.parametrize("name", ["package", "package.zip"])
@pytest.mark.filterwarnings("ignore")
def test_a_data_package_is_valid(store: Store, tmp_path: Path, name: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    out = tmp_path / name
    assert export.write(store, out, format="datapackage") == 3
    report = frictionless.validate(str(out / "datapackage.json" if out.is_dir() else out))
    assert report.valid, report.flatten(["type", "message"])


@pytest.mark.filterwarnings("ignore")
def test_a_data_package_reads_back_as_it_was(store: Store, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    export.write(store, tmp_path / "p", format="datapackage")
    package = frictionless.Package(str(tmp_path / "p" / "datapackage.json"))
    rows = package.get_resource("facts").read_rows()
    assert [row["value"] for row in rows] == [Decimal(30046000000), Decimal("0.2"), Decimal("16.24")]
    assert (rows[0]["title"], rows[0]["period_start"]) == ("=标题", date(2020, 1, 1))


def test_a_folder_that_is_no_data_package_is_not_replaced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("x")
    with pytest.raises(ExportProblem):
        export.write(store, tmp_path / "mine", format="datapackage")
    assert (tmp_path / "mine" / "diary.txt").read_text() == "x"


def test_label_studio_spans_stand_on_their_quotes(store: Store, tmp_path: Path) -> None:
    (task,) = json.loads(written(store, tmp_path, "labelstudio").read_text(encoding="utf-8"))
    spans = [one for one in task["annotations"][0]["result"] if one["type"] == "labels"]
    assert [task["data"]["text"][one["value"]["start"] : one["value"]["end"]] for one in spans] == [
        one["value"]["text"] for one in spans
    ]
    (link,) = [one for one in task["annotations"][0]["result"] if one["type"] == "relation"]
    assert (link["from_id"], link["to_id"]) == (spans[1]["id"], spans[0]["id"])


def test_doccano_labels_stand_on_their_quotes(store: Store, tmp_path: Path) -> None:
    (line,) = written(store, tmp_path, "doccano").read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert [told["text"][start:end] for start, end, _ in told["label"]] == ["300.46亿元", "0.1元", "16.24%"]


def test_web_annotations_select_the_raw_text(store: Store, tmp_path: Path) -> None:
    page = json.loads(written(store, tmp_path, "webannotation").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        assert RAW[position["start"] : position["end"]] == quote["exact"]
        assert RAW[: position["start"]].endswith(quote["prefix"])
        assert item["creator"]["name"] == "梅"


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_same_store_gives_the_same_bytes(
    store: Store, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    export.write(store, first, format=name)
    later = __import__("time").time() + 4000
    monkeypatch.setattr("time.time", lambda: later)
    export.write(store, second, format=name)
    assert first.read_bytes() == second.read_bytes()


def test_a_workbook_holds_no_moment_of_writing(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(store, tmp_path, "xlsx")) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_only_approved_facts_go_out_unless_a_filter_says_otherwise(store: Store, tmp_path: Path) -> None:
    edits.reject(store, [store.fact_ids()[0]])
    assert export.write(store, tmp_path / "a.csv") == 2
    assert export.write(store, tmp_path / "a.csv", filters.ALL) == 3


def test_a_failed_export_leaves_the_old_file(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "a.csv"
    out.write_text("old")

    def fail(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "FORMATS", {"csv": replace(FORMATS["csv"], write=fail)})
    with pytest.raises(ExportProblem, match="disk is full"):
        export.write(store, out)
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".part") == []


@pytest.mark.parametrize(("options", "kind"), [({"format": "doc"}, "format"), ({"columns": ["colour"]}, "column")])
def test_what_is_not_known_is_told(store: Store, tmp_path: Path, options: dict[str, object], kind: str) -> None:
    with pytest.raises(ExportProblem) as problem:
        export.write(store, tmp_path / "a", **options)  # type: ignore[arg-type]
    assert problem.value.kind == kind


def test_the_record_of_a_fact_is_what_every_command_prints(store: Store) -> None:
    fact = store.fact(store.fact_ids()[1])
    told = export.record(fact, fact.document, {"value": Decimal("0.1")})
    assert (told["value"], told["original"], told["status"]) == ("0.2", {"value": "0.1"}, "approved")
    assert "status" not in export.record(fact)
    json.dumps(told)


def test_a_preview_shows_the_first_rows(store: Store) -> None:
    assert export.preview(store, columns=["quote"], limit=2) == (("300.46亿元",), ("0.1元",))


def test_every_column_is_told_in_both_languages_once() -> None:
    names = [column.name for column in COLUMNS]
    assert len(set(names)) == len(names)
    assert all(column.zh and column.en and column.description and column.description_zh for column in COLUMNS)
