from shiome.region.json_schema import json_schemas
from shiome.region.schema import SUBJECTS


def test_every_file_of_a_pack_has_a_self_contained_schema():
    schemas = json_schemas()
    assert set(schemas) == {"region", *SUBJECTS}
    for name, schema in schemas.items():
        assert schema["$schema"].startswith("https://json-schema.org/")
        text = str(schema)
        for reference in [part.split("'")[0] for part in text.split("'$ref': '")[1:]]:
            assert reference.removeprefix("#/$defs/") in schema["$defs"], (name, reference)


def test_the_schema_refuses_unknown_fields_and_names_the_reference():
    schema = json_schemas()["relations"]
    relation = schema["$defs"]["Relation"]
    assert relation["additionalProperties"] is False
    assert "actors" in str(relation["properties"]["members"])
