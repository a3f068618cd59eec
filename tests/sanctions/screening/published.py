"""Lists of any size in the schemas that are published, entry by entry to a file, for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

FAMILY = ("MARLOW", "TENNANT", "OKORO", "VIDAL", "BRANDT", "SILVA", "NOVAK", "HARGREAVE")
GIVEN = ("Ada", "Bela", "Ciro", "Dina", "Emil", "Faye", "Gil", "Hana", "Ivo", "Juno", "Karl")
TRADE = ("SHIPPING", "TRADING", "MINING", "HOLDING", "LOGISTICS")


def _family(number: int) -> str:
    return f"{FAMILY[number % len(FAMILY)]}{chr(65 + number % 26)}{chr(65 + number // 26 % 26)}"


def _body(number: int) -> str:
    return f"{_family(number)} {TRADE[number % len(TRADE)]} CO &amp; SONS"


def plain(count: int) -> Iterator[str]:
    """The Treasury's plain format: one in three a person."""
    yield '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="http://tempuri.org/sdnList.xsd">\n'
    yield f"<publshInformation><Publish_Date>05/09/2024</Publish_Date><Record_Count>{count}</Record_Count></publshInformation>\n"
    for number in range(count):
        person = number % 3 == 0
        names = (
            f"<firstName>{GIVEN[number % len(GIVEN)]}</firstName>\n  <lastName>{_family(number)}</lastName>"
            if person
            else f"<lastName>{_body(number)}</lastName>"
        )
        kind = "Individual" if person else "Entity"
        yield (
            f"<sdnEntry>\n  <uid>{number + 1}</uid>\n  {names}\n  <sdnType>{kind}</sdnType>\n"
            "  <programList><program>PROG</program></programList>\n"
            f"  <idList><id><uid>{number}</uid><idType>Passport</idType><idNumber>AB{number:07}</idNumber></id></idList>\n"
            f"  <akaList><aka><uid>{number}</uid><type>a.k.a.</type><category>strong</category>"
            f"<lastName>{_family(number + 7)} {number}</lastName></aka></akaList>\n"
            f"  <addressList><address><uid>{number}</uid><address1>{number} Quay</address1><city>Harbour</city></address></addressList>\n"
            "</sdnEntry>\n"
        )
    yield "</sdnList>\n"


def advanced(count: int) -> Iterator[str]:
    """The Treasury's advanced format: parties stand between the documents and the entries that they refer to."""
    yield '<?xml version="1.0"?>\n<Sanctions xmlns="http://www.un.org/sanctions/1.0">\n'
    yield "<DateOfIssue CalendarTypeID='1'><Year>2024</Year><Month>5</Month><Day>9</Day></DateOfIssue>\n<ReferenceValueSets>\n"
    yield '<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>\n'
    yield '<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType></FeatureTypeValues>\n'
    yield '<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>\n'
    yield '<PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>'
    yield '<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>\n'
    yield '<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>\n'
    yield "</ReferenceValueSets>\n<IDRegDocuments>\n"
    for number in range(count):
        yield (
            f'<IDRegDocument ID="{number}" IDRegDocTypeID="1571" IdentityID="{number}">'
            f"<IDRegistrationNo>AB{number:07}</IDRegistrationNo></IDRegDocument>\n"
        )
    yield "</IDRegDocuments>\n<DistinctParties>\n"
    for number in range(count):
        yield _party(number)
    yield "</DistinctParties>\n<SanctionsEntries>\n"
    for number in range(count):
        yield (
            f'<SanctionsEntry ID="{number}" ProfileID="{number}" ListID="1550"><EntryEvent ID="{number}"><Date CalendarTypeID="1">'
            "<Year>2018</Year><Month>2</Month><Day>3</Day></Date></EntryEvent>"
            "<SanctionsMeasure><Comment>PROG</Comment></SanctionsMeasure></SanctionsEntry>\n"
        )
    yield "</SanctionsEntries>\n</Sanctions>\n"


def _party(number: int) -> str:
    person = number % 3 == 0
    parts = [_family(number), GIVEN[number % len(GIVEN)]] if person else [_body(number)]
    values = "".join(
        f"<DocumentedNamePart>\n<NamePartValue ScriptID='215' Acronym='false'>{part}</NamePartValue>\n</DocumentedNamePart>\n"
        for part in parts
    )
    born = (
        '<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod><Start><From><Year>1950</Year><Month>1</Month><Day>7</Day></From></Start>'
        "</DatePeriod></FeatureVersion></Feature>\n"
        if person
        else ""
    )
    return (
        f'<DistinctParty FixedRef="{number + 1}">\n<Profile ID="{number}" PartySubTypeID="{4 if person else 3}">\n'
        f'<Identity ID="{number}" Primary="true">\n<Alias AliasTypeID="1403" Primary="true" LowQuality="false">\n'
        f'<DocumentedName DocNameStatusID="1">\n{values}</DocumentedName>\n</Alias>\n'
        '<Alias AliasTypeID="1400" Primary="false" LowQuality="false">\n<DocumentedName>\n<DocumentedNamePart>\n'
        f"<NamePartValue>{_family(number + 7)} {number}</NamePartValue>\n</DocumentedNamePart>\n</DocumentedName>\n</Alias>\n"
        f"</Identity>\n{born}</Profile>\n</DistinctParty>\n"
    )


def european(count: int) -> Iterator[str]:
    """The European Union's format 1.1."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-03-01T09:00:00.000+01:00" globalFileId="1">\n'
    for number in range(count):
        person = number % 3 == 0
        name = f"{GIVEN[number % len(GIVEN)]} {_family(number)}" if person else _body(number)
        yield (
            f'<sanctionEntity designationDate="2016-05-19" euReferenceNumber="EU.{number + 1}.1" logicalId="{number}">\n'
            f'<regulation programme="PROG" publicationDate="2016-05-20" entryIntoForceDate="2016-05-20"/>\n'
            f'<subjectType code="{"person" if person else "enterprise"}" classificationCode="{"P" if person else "E"}"/>\n'
            f'<nameAlias wholeName="{name}" strong="true" regulationLanguage="en"/>\n'
            f'<nameAlias wholeName="{_family(number + 7)} {number}" strong="true"/>\n'
            f'<identification number="AB{number:07}" identificationTypeCode="passport"/>\n'
            f'<address street="{number} Quay" city="Harbour" countryDescription="UNKNOWN"/>\n'
            "</sanctionEntity>\n"
        )
    yield "</export>\n"


FORMATS: dict[str, Callable[[int], Iterator[str]]] = {
    "sdn.xml": plain,
    "sdn_advanced.xml": advanced,
    "eu.xml": european,
}
"""What writes each format, by the file's name."""


def write(path: Path, count: int) -> Path:
    """Write a list of ``count`` entries in the format that the file's name asks for."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(FORMATS[path.name](count))
    return path
