import pytest

from scripts.ground.faults import ConfigFault, Faults, MissingInput, raise_all

ONE = MissingInput("It is not there.", where="survey:1", remedy="Put it there.")
OTHER = ConfigFault("It says nothing.", where="config/study.yaml", remedy="Say something.")


def test_a_fault_says_what_where_and_what_to_do():
    assert str(ONE) == "It is not there.\n  where: survey:1\n  to do: Put it there."


def test_no_fault_raises_nothing():
    raise_all([])


def test_one_fault_is_raised_as_itself():
    with pytest.raises(MissingInput) as told:
        raise_all([ONE])
    assert told.value is ONE


def test_several_faults_are_raised_and_told_together():
    with pytest.raises(Faults) as told:
        raise_all([ONE, OTHER])
    assert told.value.faults == [ONE, OTHER]
    assert str(told.value) == f"{ONE}\n{OTHER}"
