import pytest

from provenance.cast import DISCLOSURE, ORGANISATIONS, PEOPLE
from provenance.planted import CARRIERS, NAME
from scripts.ground.key import PUBLIC_DEMO_KEY, Key
from scripts.provenance.gate import gate

KEY = Key(PUBLIC_DEMO_KEY)
NOBODY = "Barnaby Clutterbuck"


def judge(folder, name, content):
    path = folder / "candidate" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return gate(PEOPLE, [], ORGANISATIONS, [], [], [folder / "candidate"], DISCLOSURE, KEY)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_name_is_found_wherever_a_file_can_hold_one(tmp_path, carrier):
    result = judge(tmp_path, *CARRIERS[carrier](NAME))
    assert {each["class"] for each in result["found"]} & {"name of a person", "name with a slip"}, result["found"]
    assert "sowerbutts" not in str(result["found"]).casefold()


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_same_file_with_a_stranger_passes(tmp_path, carrier):
    result = judge(tmp_path, *CARRIERS[carrier](NOBODY))
    assert result["found"] == []
