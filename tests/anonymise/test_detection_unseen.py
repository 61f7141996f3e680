"""Sentences as leaders of social care say and type them: what is found in them and what is left alone; names of nobody."""

import pytest

from scripts.anonymise.folder_engine import redact_texts
from scripts.anonymise.redact_folder_tables import Tables
from scripts.anonymise.redact_folder_texts import Document
from scripts.ground.key import Key
from tests.anonymise.small_rosters import organisations, people

KEY = Key(bytes(range(32)))
ROSTER = (
    ("1", "Oluwaseyi", "Adebanjo", "Seyi"), ("2", "Rosemary", "Winterbourne", ""), ("3", "Iwona", "Szczepaniak", ""),
    ("4", "Daisy", "Field", ""), ("5", "Padraig", "O'Sheehan", ""), ("6", "Thandiwe", "Mokoena-Clarke", ""),
    ("7", "Gethin", "Llewelyn", ""), ("8", "Parveen", "Akhtar", ""), ("9", "Victor", "Cross", ""),
    ("10", "Marguerite", "Dufresne", ""),
    ("11", "Anil", "Dufresne", ""), ("12", "Zoltan", "Hargreave", ""), ("13", "Ruth", "Sage", ""),
    ("14", "Elizabeth", "Stonor", ""),
)  # fmt: skip
BODIES = (
    ("O1", "Tarnwick Metropolitan Borough Council", ""), ("O2", "Elmshaw County Council", "ECC"),
    ("O3", "Royal Borough of Quillhurst", ""), ("O4", "Vale and Fen Children's Trust", ""), ("O5", "Battle Town Council", ""),
)  # fmt: skip
PEOPLE, ORGANISATIONS = people(ROSTER), organisations(BODIES)


def folder_of(*texts):
    documents = [Document(f"d{number}", ".txt", text) for number, text in enumerate(texts)]
    return redact_texts(documents, Tables(PEOPLE, ORGANISATIONS), KEY)


def spans(text):
    """The stretches of a text that are masked, without those that are only queued, and whom they mean."""
    (document,) = folder_of(text).documents
    return [(text[span[0] : span[1]], span[3]) for span in document.spans if span[2] != "INDIRECT"]


def is_hidden(text, part):
    start = text.index(part)
    (document,) = folder_of(text).documents
    covered = {place for span in document.spans if span[2] != "INDIRECT" for place in range(span[0], span[1])}
    return all(place in covered for place in range(start, start + len(part)) if text[place].isalnum())


@pytest.mark.parametrize(
    ("text", "part"),
    [
        # abbreviations that nobody listed
        ("I moved across from TMBC two years ago.", "TMBC"),
        ("Nobody in RBQ had seen the form.", "RBQ"),
        ("The VFCT lot had already signed it off.", "VFCT"),
        ("We copied it from V&F, to be honest.", "V&F"),
        ("Someone at T.M.B.C. kept the minutes.", "T.M.B.C."),
        # organisations said loosely
        ("The Tarnwick way is to wait and see.", "Tarnwick"),
        ("when you get over to tarnwick the roads are worse", "tarnwick"),
        ("It was a Quillhurst-led bid.", "Quillhurst"),
        ("I was on loan to Battle for six months.", "Battle"),
        ("The Vale & Fen Trust runs the fostering side.", "Vale & Fen Trust"),
        # as it sounds, and what a recogniser makes of it
        ("the captions had her as Ivona, which she hates", "Ivona"),
        ("We got an e-mail for a Paddrig who does nights.", "Paddrig"),
        ("She was down as Tandy Way on the list.", "Tandy Way"),
        ("I think it was Per Vein who raised it.", "Per Vein"),
        ("so Gethen took the minutes for once", "Gethen"),
        # misspellings
        ("Ask Winterborne for the spreadsheet.", "Winterborne"),
        ("I copied in Szczepanik as well.", "Szczepanik"),
        ("Adebanjoo wrote the first draft.", "Adebanjoo"),
        ("it was dufrense who chaired it", "dufrense"),
        # short forms that nobody listed
        ("I rang Rosie straight away.", "Rosie"),
        ("so lizzie stonor took it to the board", "lizzie stonor"),
        ("Vic kept us all laughing.", "Vic"),
        ("Paddy had the van that day.", "Paddy"),
        ("We asked Thandi to open the session.", "Thandi"),
        ("Well, Betty said it first.", "Betty"),
        # names that are words
        ("Daisy thought the form was too long.", "Daisy"),
        ("I left it with Field to finish.", "Field"),
        ("Mrs Sage has the keys.", "Sage"),
        ("because ruth said so at the start", "ruth"),
        ("we asked cross for the figures", "cross"),
        ("Cross was in the chair that morning.", "Cross"),
        ("Then Ruth's team took it on.", "Ruth"),
        ("Field's notes were the better ones.", "Field"),
        # first names alone in small letters
        ("and then marguerite came back with biscuits", "marguerite"),
        ("i told parveen it would not fly", "parveen"),
        ("a young carer called keziah told us", "keziah"),
        # initials
        ("Action for ZH: circulate the notes.", "ZH"),
        ("P.O'S. signed it off on the Friday.", "P.O'S."),
        ("I ran it past R. Winterbourne first.", "R. Winterbourne"),
        ("It was agreed with G.L. on the phone.", "G.L."),
        ("TM-C to book the room by then", "TM-C"),
        # spelt out
        ("it's H-A-R-G-R-E-A-V-E with an e", "H-A-R-G-R-E-A-V-E"),
        ("that is A K H T A R, no c in it", "A K H T A R"),
        ("spelt D, double O, L, A, N, she said", "D, double O, L, A, N"),
        ("S for sugar, A for apple, G for golf, E for echo", "S for sugar, A for apple, G for golf, E for echo"),
        ("it's spelled capital L, L, E, W, E, L, Y, N", "L, L, E, W, E, L, Y, N"),
        # addresses said and written
        ("it's rosemary dot winterbourne at tarnwick dot gov dot uk", "rosemary dot winterbourne at tarnwick dot gov dot uk"),
        ("send it to parveen underscore akhtar at outlook dot com please", "parveen underscore akhtar at outlook dot com"),
        ("my own is zhargreave nineteen at gmail dot com", "zhargreave nineteen at gmail dot com"),
        ("put daisy.field [at] elmshaw.gov.uk on the list", "daisy.field [at] elmshaw.gov.uk"),
        ("the hub is at 14 Cobbler's Row these days", "14 Cobbler's Row"),
        ("We meet at Flat 3, 22 Larkspur Gardens, TZ4 9QR.", "Flat 3, 22 Larkspur Gardens, TZ4 9QR"),
        ("They moved her to 7a Old Mill Lane that week.", "7a Old Mill Lane"),
        ("she lives at number nine Plover Close now", "number nine Plover Close"),
        ("then a flat at twenty-two Rook Street came up", "twenty-two Rook Street"),
        ("the family lived on Harrowgate Terrace then", "Harrowgate Terrace"),
        # numbers said and written
        ("call me on oh double seven, nine double oh, nine hundred, one two three", "double seven, nine double oh, nine hundred"),
        ("the N H S one is nine nine nine, four three two, one one four six", "nine nine nine, four three two, one one four six"),
        ("it was case number 448121 on the system", "448121"),
        ("ring 01632 960 118 after four", "01632 960 118"),
        ("born on the third of June nineteen eighty", "third of June"),
        ("her NI is QQ 12 34 56 C I believe", "QQ 12 34 56 C"),
        # people and bodies that no roster knows
        ("My old boss Ottilie Brandreth taught me that.", "Ottilie Brandreth"),
        ("I came from Little Acorns Fostering.", "Little Acorns Fostering"),
        ("We sent two people to Saltmarsh Housing last year.", "Saltmarsh Housing"),
        ("A mum, Shabnam, said it best.", "Shabnam"),
        ("He lives out by Nether Wickering now.", "Nether Wickering"),
        ("They sat with Dr Okwuosa for an hour.", "Okwuosa"),
        # heads of documents
        ("Participant: Marguerite Dufresne\nDate: 4 May 2022\nRole: Head of Service\n", "Marguerite Dufresne"),
        ("From: Akhtar, Parveen\nTo: Z Hargreave\nSubject: slides\n", "Z Hargreave"),
        ("Interviewee Iwona Szczepaniak, Elmshaw County Council\n", "Elmshaw County Council"),
        ("Present: GL, IS, PA\nApologies: DF\n", "GL, IS, PA"),
    ],
)  # fmt: skip
def test_an_identifier_in_an_unseen_sentence_is_masked_whole(text, part):
    assert is_hidden(text, part)


@pytest.mark.parametrize(
    "text",
    [
        "We had a field day with that one.", "I was cross about it for a week.", "Sage advice, as it turned out.",
        "It was a battle to get the funding.", "The Battle of the Budget, we called it.", "Rosemary and thyme grew by the door.",
        "A vale of tears, honestly.", "The DoLS backlog is what keeps me awake.", "Our ASYE cohort doubled.",
        "We put it through MASH and the MARAC.", "The CQC came, then Ofsted came.", "It was the Care Act that changed it.",
        "We used the Munro report as a starting point.", "Maslow's hierarchy came up again.", "The Gibbs cycle is on the wall.",
        "I did my PQ years ago.", "So it goes on Mosaic and nobody reads it.", "Liquidlogic was down again.",
        "They quoted the Francis report at us.", "That was before Covid, in March or April.", "May I ask something?",
        "Will do, I said.", "Frankly, nobody minded.", "Grace under pressure is what it takes.",
        "Hand on heart, it was the rota.", "One in four of them left.", "It took two or three goes to get it right.",
        "Ten, nine, eight, and we were live.", "The form is on page 14 of 220.", "The budget was 1,250,000 that year.",
        "Room 14 was too hot.", "We had 20 people at 10 tables.", "On a scale of one to ten, seven.",
        "Step 3 was the hard one.", "It was a Tuesday, I think.", "By Easter we had a plan.", "Version 3.2.1 broke it.",
        "The English and Welsh systems differ.", "I read it in the Guardian.", "We met on Zoom and used Miro.",
        "Signs of Safety gave us a language.", "Restorative practice was new to me.", "The director signed it off.",
        "Headline figures first.", "Supervision, supervision, supervision.", "Honestly? It was fine.",
        "A SWOT, a PESTLE, the lot.", "So the KPI was missed.", "That is an R&D question.", "It was a Catch-22.",
        "In Year 2 we did it properly.", "Section 117 aftercare is a minefield.", "The DASS signed it.",
        "Mum and Dad were there.", "Granddad came too.", "God knows.", "Well done, I said.",
    ],
)  # fmt: skip
def test_an_unseen_sentence_that_names_nobody_stays(text):
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Dufresne spoke. Anil Dufresne had the slides. Then Dufresne left.", "11"),
        ("Participant: Marguerite Dufresne\n\nInterviewer: So?\nDufresne: Well.\n", "10"),
        ("I met Thandiwe. Then Mokoena said so, and Clarke agreed, and Mokoena-Clarke wrote it up.", "6"),
        ("Rosie said so. Ms Winterbourne agreed.", "2"),
        ("That was Seyi. O. Adebanjo wrote it. Adebanjo, Oluwaseyi signed it.", "1"),
    ],
)
def test_a_person_has_one_pseudonym_in_an_unseen_text(text, who):
    assert {found for _, found in spans(text)} == {KEY.pseudonym("person", who)}


@pytest.mark.parametrize(
    "text",
    [
        "Anil Dufresne spoke. " + "We listened and wrote. " * 3 + "Dufresne was right.",
        "Marguerite Dufresne opened it. Anil Dufresne took over. Then Dufresne closed it.",
    ],
)
def test_a_shared_name_is_the_one_of_the_two_who_was_named_last(text):
    assert spans(text)[-1][1] == KEY.pseudonym("person", "11")


def test_a_shared_name_is_the_one_whose_body_stands_beside_it():
    people = [{**row, "organisation_id": "O1" if row["person_id"] == "11" else "O2"} for row in PEOPLE]
    text = "It came from Dufresne from Tarnwick in the end."
    (document,) = redact_texts([Document("d", ".txt", text)], Tables(people, ORGANISATIONS), KEY).documents
    assert document.spans[0][3] == KEY.pseudonym("person", "11")


def test_a_shared_name_is_the_one_whom_the_file_name_names():
    folder = redact_texts([Document("anil_dufresne_2", ".txt", "Dufresne: Well.")], Tables(PEOPLE, ORGANISATIONS), KEY)
    assert folder.documents[0].spans[0][3] == KEY.pseudonym("person", "11")


def test_a_shared_name_that_nothing_decides_is_nobodys_own():
    ((_, found),) = spans("It was Dufresne who said so.")
    assert found not in {KEY.pseudonym("person", "10"), KEY.pseudonym("person", "11")}
