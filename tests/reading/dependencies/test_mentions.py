from __future__ import annotations

from shiome.reading.dependencies.mentions import Mentions

from .trees import dictionaries, tree


def codes(sentence, word, **options):
    known = dictionaries()
    mentions = Mentions(sentence, known.actors, known.agents, **options)
    head = next(token.position for token in sentence.tokens if token.form == word)
    return [party.code for party in mentions.parties(head)]


def test_an_agent_joins_whoever_it_belongs_to():
    sentence = tree("Avaria PROPN 3 nmod:poss", "'s PART 1 case", "minister NOUN 0 root")
    assert codes(sentence, "minister") == ["AVAGOV"]
    sentence = tree("soldiers NOUN 0 root", "from ADP 3 case", "Borland PROPN 1 nmod")
    assert codes(sentence, "soldiers") == ["BORMIL"]


def test_coordinated_owners_each_have_the_agent():
    sentence = tree(
        "ministers NOUN 0 root",
        "of ADP 3 case",
        "Avaria PROPN 1 nmod",
        "and CCONJ 5 cc",
        "Borland PROPN 3 conj",
    )
    assert codes(sentence, "ministers") == ["AVAGOV", "BORGOV"]


def test_coordinated_agents_share_their_owner():
    sentence = tree(
        "ministers NOUN 0 root",
        "and CCONJ 3 cc",
        "soldiers NOUN 1 conj",
        "in ADP 5 case",
        "Carell PROPN 3 nmod",
    )
    assert codes(sentence, "ministers") == ["CARGOV", "CARMIL"]
    sentence = tree("Borlandic ADJ 2 amod", "ministers NOUN 0 root", "and CCONJ 4 cc", "soldiers NOUN 2 conj")
    assert codes(sentence, "ministers") == ["BORGOV", "BORMIL"]


def test_adjectives_before_one_noun_name_several_owners():
    sentence = tree(
        "Avaria PROPN 4 compound", "and CCONJ 3 cc", "Borlandic PROPN 1 conj", "ministers NOUN 0 root minister"
    )
    assert codes(sentence, "ministers") == ["AVAGOV", "BORGOV"]


def test_a_word_within_a_compound_names_nobody():
    sentence = tree("Avaria-backed ADJ 2 amod", "soldiers NOUN 0 root")
    assert codes(sentence, "soldiers") == ["---MIL"]


def test_people_in_general_are_no_party():
    assert codes(tree("residents NOUN 0 root"), "residents") == []
    assert codes(tree("Borlandic ADJ 2 amod", "residents NOUN 0 root"), "residents") == ["BORPPL"]


def test_a_noun_without_a_name_lends_the_first_one_behind_it():
    sentence = tree(
        "attack NOUN 0 root",
        "by ADP 4 case",
        "Borlandic ADJ 4 amod",
        "soldiers NOUN 1 nmod",
        "in ADP 6 case",
        "Carell PROPN 4 nmod",
    )
    assert codes(sentence, "attack") == ["BORMIL"]


def test_a_code_of_several_parties_is_split_on_demand():
    sentence = tree("Twin PROPN 2 compound", "Isles PROPN 0 root")
    assert codes(sentence, "Isles") == ["TWA/TWB"]
    assert codes(sentence, "Isles", split_codes=True) == ["TWA", "TWB"]


def test_unknown_parties_are_named_by_their_own_words_where_allowed():
    sentence = tree("the DET 2 det", "Guild PROPN 0 root", "of ADP 4 case", "Bakers PROPN 2 nmod")
    known = dictionaries()
    assert Mentions(sentence, known.actors, known.agents).unknown(1) == ()
    party = Mentions(sentence, known.actors, known.agents, new_actor_length=4).unknown(1)[0]
    assert party.code == '"THE GUILD OF BAKERS"'
    assert sentence.span(party.tokens) == (0, len(sentence.text))
