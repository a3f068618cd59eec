"""Steps of the hedging scale count for something where the pack has effects."""

from tests.region.packs import write_pack

from shiome.region.check import check_pack

BAND = "- {id: s, step: 1, name: {ja: x, en: y}, low: 0.1, high: 0.2}\n"
EFFECT = "- {id: x, claim: c, cause: {driver: d, state: s}, effect: {driver: e, state: s}, sign: '+'}\n"


def found(tmp_path, **files):
    _, problems = check_pack(write_pack(tmp_path, {f"{name}.yaml": text for name, text in files.items()}))
    return [str(problem) for problem in problems if "count for nothing" in str(problem)]


def test_a_pack_without_effects_needs_no_impacts(tmp_path):
    assert found(tmp_path, bands=BAND) == []


def test_a_pack_with_effects_does(tmp_path):
    (problem,) = found(tmp_path, bands=BAND, effects=EFFECT)
    assert "bands.yaml" in problem
