from conftest import CLIENTS

EXAMPLES = sorted(p for p in CLIENTS.iterdir() if p.is_file() and p.name != "README.md")


def test_every_example_is_in_the_table():
    page = (CLIENTS / "README.md").read_text()
    assert [p.name for p in EXAMPLES if f"[`{p.name}`]({p.name})" not in page] == []


def test_no_example_has_more_than_40_lines():
    code = [p for p in EXAMPLES if p.suffix != ".json"]
    assert {p.name: n for p in code if (n := len(p.read_text().splitlines())) > 40} == {}


def test_no_example_says_more_than_a_reader_needs():
    for word in "assert", "unittest", "pytest":
        assert [p.name for p in EXAMPLES if p.suffix != ".json" and word in p.read_text()] == []
