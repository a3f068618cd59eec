"""Loaders: each published format, another version, a file cut short, and single bad rows."""

import pytest

from shiome.errors import InputRefused
from shiome.sanctions.screening import load_list, load_lists

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z">
<INDIVIDUALS>
<INDIVIDUAL><FIRST_NAME>ANY</FIRST_NAME><SECOND_NAME>BODY</SECOND_NAME><UN_LIST_TYPE>X</UN_LIST_TYPE>
<REFERENCE_NUMBER>Xi.001</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON><NATIONALITY><VALUE>Somewhere</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>A. B.</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1962</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL>
</INDIVIDUALS>
<ENTITIES>
<ENTITY><FIRST_NAME>OCEAN BODY LTD</FIRST_NAME><REFERENCE_NUMBER>Xe.001</REFERENCE_NUMBER><LISTED_ON>2017-01-01</LISTED_ON>
<COMMENTS1>IMO number: 5571322</COMMENTS1></ENTITY>
<ENTITY><FIRST_NAME></FIRST_NAME><REFERENCE_NUMBER>Xe.002</REFERENCE_NUMBER></ENTITY>
</ENTITIES>
</CONSOLIDATED_LIST>
"""
SDN = (
    '1,"SOMEBODY, Any","individual","PROG",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 07 Jan 1950; '
    'alt. DOB 1951; POB Town; Passport AB12345 (X)."\r\n'
    '2,"GREY WHALE","vessel","PROG",-0- ,"ABCD","General Cargo",-0- ,-0- ,"Flagland",-0- ,"Vessel Registration Identification IMO 9074728; '
    "MMSI 445123456; f.k.a. 'WHITE WHALE'.\"\r\n"
    '3,"TOO SHORT","individual"\r\n'
    '4,"GREY COMPANY LTD",-0- ,"PROG] [OTHER",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
)
ADVANCED = """<?xml version="1.0"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0"><DateOfIssue><Year>2024</Year><Month>5</Month><Day>9</Day></DateOfIssue>
<ReferenceValueSets><AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
<PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues></ReferenceValueSets>
<IDRegDocuments><IDRegDocument ID="7" IDRegDocTypeID="1571" IdentityID="50"><IDRegistrationNo>AB12345</IDRegistrationNo></IDRegDocument>
</IDRegDocuments>
<DistinctParties><DistinctParty FixedRef="36"><Profile ID="36" PartySubTypeID="4"><Identity ID="50" Primary="true">
<Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName><DocumentedNamePart><NamePartValue>BODY</NamePartValue>
</DocumentedNamePart><DocumentedNamePart><NamePartValue>Any</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName><DocumentedNamePart><NamePartValue>NOBODY</NamePartValue>
</DocumentedNamePart></DocumentedName></Alias></Identity>
<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod>
<Start><From><Year>1950</Year><Month>1</Month><Day>7</Day></From></Start></DatePeriod>
</FeatureVersion></Feature></Profile></DistinctParty></DistinctParties>
<SanctionsEntries><SanctionsEntry ID="1" ProfileID="36"><EntryEvent><Date><Year>2018</Year><Month>2</Month><Day>3</Day></Date></EntryEvent>
<SanctionsMeasure><Comment>PROG</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries></Sanctions>
"""
PLAIN = """<?xml version="1.0"?><sdnList xmlns="x"><publshInformation><Publish_Date>05/09/2024</Publish_Date></publshInformation>
<sdnEntry><uid>9</uid><lastName>GREY WHALE</lastName><sdnType>Vessel</sdnType><programList><program>PROG</program></programList>
<akaList><aka><type>f.k.a.</type><category>strong</category><lastName>WHITE WHALE</lastName></aka></akaList>
<idList><id><idType>Vessel Registration Identification</idType><idNumber>IMO 9074729</idNumber></id></idList></sdnEntry></sdnList>"""
EU_XML = """<export generationDate="2024-03-01T09:00:00"><sanctionEntity designationDate="2016-05-19" euReferenceNumber="EU.1.1">
<regulation programme="PROG" publicationDate="2016-05-20"/><subjectType code="person" classificationCode="P"/>
<nameAlias wholeName="Any Body" strong="true"/><nameAlias wholeName="A B" strong="false"/>
<birthdate birthdate="1950-01-07" city="Town"/></sanctionEntity></export>"""
EU_CSV = """celex,recordId,programKey,annex,startDate,schema,name,alias,imoNumber,birthDate
3X,1,P,I,16.7.2009,Person,Any Body,A Body; An Y Body,,13.10.1944
3X,,P,I,2.3.2016,Vessel,Grey Whale (White Whale),,9074729,
3X,2,P,I,2.3.2016,Robot,R2,,,
3X,3,P,I
"""
JAPAN = "ref,schema,ja,latin,ja_alias,latin_alias\n015-1,Person,チョ・チョル,CHO CHOL,,Jo Chol\n015-2,Person,,,,\n"


@pytest.fixture
def write(tmp_path):
    def put(name, text):
        file = tmp_path / name
        file.write_bytes(text.encode())
        return file

    return put


def test_united_nations(write):
    found = load_list(write("list.xml", UN))
    person, body = found.entities
    assert (found.source, found.as_of) == ("un", "2026-02-27")
    assert (person.schema, person.caption, person.listed_on) == ("Person", "ANY BODY", "2016-03-02")
    assert person.get("weakAlias") == ("A. B.",)
    assert person.get("birthDate") == ("1960", "1962")
    assert body.get("registrationNumber") == ("5571322",)
    assert [fault.line for fault in found.faults] == [13]


def test_a_missing_end_sign_is_told_and_the_rows_are_kept(write):
    whole, passed_on = load_list(write("sdn.csv", SDN + "\x1a")), load_list(write("sdn.csv", SDN))
    assert passed_on.entities == whole.entities
    assert [fault.line for fault in passed_on.faults if "end sign" in fault.message] == [4]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("list.xml", UN[: UN.index("<ENTITY><FIRST_NAME></FIRST")], 13),
        ("sdn_advanced.xml", ADVANCED[: ADVANCED.index("</SanctionsEntries>")], 19),
        ("sdn.xml", PLAIN[:-30], 4),
        ("sdn.csv", SDN[:-9], 4),
        ("eu.csv", EU_CSV[:-1], 5),
        ("jp.csv", JAPAN[:-4], 3),
    ],
)
def test_a_list_cut_short_is_refused_with_its_line(write, name, text, line):
    with pytest.raises(InputRefused) as refused:
        load_list(write(name, text))
    assert refused.value.code == "list.cut"
    assert f"{name}, line {line}:" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("sdn.xml", PLAIN.replace("lastName>", "surname>"), 2),
        ("sdn_advanced.xml", ADVANCED.replace("PartySubType ID", "PartySubType Id"), 10),
        ("eu.xml", EU_XML.replace("wholeName", "fullName"), 1),
        ("un.xml", UN.replace("FIRST_NAME", "NAME_1").replace("SECOND_NAME", "NAME_2"), 4),
    ],
)
def test_a_list_whose_entries_are_written_otherwise_is_refused_with_its_line(write, name, text, line):
    with pytest.raises(InputRefused) as refused:
        load_list(write(name, text))
    assert refused.value.code == "list.empty"
    assert f"{name}, line {line}:" in str(refused.value)


def test_a_list_of_which_most_cannot_be_read_is_refused(write):
    unlike = EU_CSV + "3X,4,P,I,2.3.2016,Robot,R3,,,\n3X,5,P,I,2.3.2016,Robot,R4,,,\n"
    with pytest.raises(InputRefused) as refused:
        load_list(write("eu.csv", unlike))
    assert refused.value.code == "list.version"
    assert "eu.csv, line 4: 4 of 6 entries" in str(refused.value)


def test_treasury_csv_with_its_companions(write):
    file = write("sdn.csv", SDN + "\x1a")
    write("alt.csv", '2,10,"aka","PALE WHALE",-0- \r\n99,11,"aka","STRANGER",-0- \r\n\x1a')
    write("add.csv", '1,20,"1 Street","Town","Land",-0- \r\n\x1a')
    found = load_list(file, as_of="2021-07-01")
    person, ship, body = found.entities
    assert (found.source, found.as_of) == ("ofac", "2021-07-01")
    assert person.get("birthDate") == ("1950-01-07", "1951")
    assert person.get("passportNumber") == ("AB12345",)
    assert person.get("country") == ("Land",)
    assert ship.schema == "Vessel"
    assert ship.get("imoNumber") == ("9074728",)
    assert ship.get("mmsi") == ("445123456",)
    assert ship.get("previousName") == ("WHITE WHALE",)
    assert ship.get("alias") == ("PALE WHALE",)
    assert body.programme == "PROG; OTHER"
    assert [fault.line for fault in found.faults] == [2, 3, 2]
    assert "check digit" in found.faults[0].message
    assert load_list(file, companions=False).entities[1].get("alias") == ()


def test_treasury_advanced_xml(write):
    found = load_list(write("sdn_advanced.xml", ADVANCED))
    (person,) = found.entities
    assert (found.as_of, person.caption, person.listed_on, person.programme) == (
        "2024-05-09",
        "BODY, Any",
        "2018-02-03",
        "PROG",
    )
    assert person.get("weakAlias") == ("NOBODY",)
    assert person.get("birthDate") == ("1950-01-07",)
    assert person.get("passportNumber") == ("AB12345",)


def test_treasury_plain_xml(write):
    found = load_list(write("sdn.xml", PLAIN))
    (ship,) = found.entities
    assert (found.as_of, ship.schema) == ("2024-05-09", "Vessel")
    assert ship.get("previousName") == ("WHITE WHALE",)
    assert ship.get("imoNumber") == ("9074729",)


def test_european_union(write):
    found = load_list(write("eu.xml", EU_XML))
    assert (found.source, found.as_of) == ("eu", "2024-03-01")
    assert (found.entities[0].id, found.entities[0].listed_on) == ("EU.1.1", "2016-05-19")
    assert found.entities[0].get("weakAlias") == ("A B",)
    annexes = load_list(write("eu.csv", EU_CSV))
    person, ship = annexes.entities
    assert (person.listed_on, person.get("alias")) == ("2009-07-16", ("A Body", "An Y Body"))
    assert (ship.caption, ship.get("previousName")) == ("Grey Whale", ("White Whale",))
    assert [fault.line for fault in annexes.faults] == [4, 5]


def test_japan(write):
    found = load_list(write("jp_2024-01-05.csv", JAPAN))
    assert (found.source, found.as_of) == ("japan", "2024-01-05")
    assert found.entities[0].get("name") == ("チョ・チョル", "CHO CHOL")
    assert [fault.line for fault in found.faults] == [3]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("other.xml", "<catalogue version='9'/>", "list.unknown"),
        ("other.csv", "a,b,c\n1,2,3\n", "list.unknown"),
        ("empty.csv", "", "list.unknown"),
        ("bare.xml", "<CONSOLIDATED_LIST dateGenerated='2026-01-01'/>", "list.empty"),
    ],
)
def test_another_version_is_refused_in_one_line(write, name, text, code):
    with pytest.raises(InputRefused) as refused:
        load_list(write(name, text))
    assert refused.value.code == code
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputRefused, match="no list file"):
        load_list(tmp_path / "none.csv")


def test_a_folder_of_lists(write, tmp_path):
    write("a.xml", UN)
    write("b.csv", JAPAN)
    assert [found.source for found in load_lists([tmp_path])] == ["un", "japan"]
