"""Clauses that hint at somebody recognisable without a name, or disclose harm; queued for a person, never masked.

- "the only deaf manager in the county", "one of two": one of a kind, among a group or after a form of "be",
- "the worker who gave evidence", "whose photograph was in the papers": somebody known by an event,
- kin and marriage of officials, former callings, the press,
- what people say when they tell of harm: by whom it was done, with what, to which part of a life.

A span is the whole clause, for a person must see who it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import word_set

_ONE = (
    "only|sole|one|first(?: ever)?|last|youngest|oldest|eldest|longest[- ]serving|most senior|tallest|highest[- ]ranking|"
    "second(?: ever)?|lone|single"
)
_BEING = r"(?:being|be|been|am|is|was|are|were|'s|s|'m|m|'re|re|as|became|become|remains|still)"
_MODEST = "(?:still |now |probably |also |actually |maybe |perhaps |literally |just )?"
# what the one of a kind is one among
_AMONG = (
    "(?:county|region|country|borough|city|district|council|authority|service|services|department|"
    "directorate|team|teams|area|areas|"
    "north|south|east|west|programme|cohort|office|board|panel|group|course|sector|profession|building|floor|town|village|island|"
    "history|staff|room|year|nation|trust|organisation|workforce|unit|hub|wales|scotland|england|ireland|britain|london|patch|"
    "faculty|college|valley|islands|borders|glen|parish|care|here|anywhere)"
)
_PERSON = (
    "(?:person|woman|man|lady|guy|girl|boy|lad|mum|dad|mother|father|parent|worker|manager|leader|lead|head|director|officer|"
    "practitioner|chap|bloke|fella|doctor|consultant|barrister|solicitor|judge|mayor|cllr|nurse|teacher|minister|vicar|"
    "priest|imam|colleague|student|speaker|user|member|trainer|chair|carer|assessor|supervisor|"
    "councillor|magistrate|veteran|refugee|"
    "survivor|twin|widow|widower|[a-z]{3,}(?:man|woman|ist|ian))"
)
_NO_PERSON = (
    "(?!(?:things?|times?|ways?|reasons?|problem|question|difference|points?|options?|place|part|"
    "downside|drawback|exception|change|snag|"
    "worry|regret|caveat|answer|good|bad|real|other|issue|trouble|surprise|bit|rule|condition|criticism|"
    "step|day|week|that|to|of|and|one|on|about|where|when|which|for)\\b)"
)
_PEOPLE = (
    "(?:women|men|people|workers|managers|leaders|heads|officers|practitioners|colleagues|nurses|teachers|parents|mothers|"
    "fathers|carers)"
)
_THEM_ALL = "(?:me|him|her|them|us)"
_PRESS_NAMES = "(?:telly|tv|television|radio|papers?|news|internet|films?|stage|bake off|show)"
# what somebody is known by at sight
_MARKS = (
    "(?:leg|legs|arm|arms|hand|eye|eyes|scar|scars|tattoos?|wheelchair|stick|crutch|crutches|dog|stammer|stutter|limp|accent|"
    "turban|hijab|twins|triplets|quads|motorbike|harley|parrot|beard|moustache|birthmark|hearing aids?|"
    "implants?|pacemaker|transplant)"
)
_OFFICE = (
    "(?:mayor|vicar|bishop|headteacher|head|director|chief|mp|councillor|sheriff|provost|coroner|judge|sergeant|inspector|"
    "landlord|butcher|postmaster|postmistress|doctor|minister|imam|rabbi|priest|chair|leader|manager)"
)
_MINORITY = (
    "(?:trans|deaf|blind|gay|lesbian|bisexual|queer|black|asian|brown|chinese|polish|romanian|somali|roma|traveller|gypsy|"
    "jewish|muslim|sikh|hindu|disabled|autistic|dyslexic|non-binary|intersex|male|single|teenage|widowed|adopted|"
    "care-experienced|foreign)"
)
# what hardly anybody is
_RARE = (
    "(?:(?:lottery|award|medal|prize|x factor|bake off|marathon) winner|winner|medallist|olympian|paralympian|champion|"
    "record holder|celebrity|novelist|astronaut|knight|dame|baroness|lord|mbe|obe|cbe|footballer|wrestler|boxer|opera singer|"
    "magician|stuntman|beekeeper|falconer|lifeboatman|mountaineer|whistleblower|hostage)"
)
_DISASTER = (
    "(?:disaster|crash|bombings?|fire|floods?|flooding|explosion|shootings?|stabbings?|collapse|siege|riots?|tragedy|massacre|"
    "derailment|earthquake|tsunami|sinking|avalanche|landslide|murders?|kidnapping)"
    r"(?! (?:doors?|drills?|alarms?|brigade|exits?|station|tests?|safety|escapes?|of|risk|"
    r"wardens?|extinguishers?|plan|defences?)\b)"
)
_EVENT = (
    "(?:won|was|stood|rescued|retired|gave|led|appeared|received|got the|wrote the|survived|lost|shot|saved|founded|set up|"
    "blew the whistle|ran for|used to|once|famously|took them to)"
)
_NEWS = (
    "(?:resigned|step(?:ped)? down|gave evidence|won|sacked|struck off|suspended|photograph|photo|"
    "picture|tabloids?|papers?|news|tv|radio|"
    "television|inquiry|award|courts?|married|divorced|knighted|famous|mbe|obe|cbe|tribunal|arrested|"
    "sued|viral|documentary|memoir)"
)
# what makes a neighbour known for life
_PAST_LIFE = (
    "(?:lost (?:both|his|her|an?|two)|used to be|once|became an?|was (?:in (?:all )?the (?:papers|news)|once|on (?:the )?telly)|"
    "came (?:up through|as|over (?:as|on))|walked out|grew up|(?:still |now )?(?:runs? an?|keeps?|lives on|sings"
    "|plays (?:for|in)|"
    "swam|rowed|climbed|drove|boxed)|played for|sang (?:in|for|at)|boxed for|swam for|ran for|rowed for|"
    "(?:has|had) been (?:detained|struck|shot|jailed|in prison))"
)
_PRESS = "(?:papers?|news|press|telly|front page|radio|courts?|television|tabloids)"
_W = r"[\w'\-]+"
_BE = "being be been am is was are were s m re as became become remains still"
# first words (lower case) and the cue that begins with one of them, the likelier first
INDIRECT = (
    ("the our their my her his",
     rf"(?:the|our|their|my|her|his) (?:{_ONE})\s+{_NO_PERSON}(?:{_W}\s+){{0,8}}?(?:in|on|at|of|from|across|to|with)\s+"
     rf"(?:the |our |my |this |that |a |any )?(?:{_W}\s+){{0,6}}?{_AMONG}\b"),
    (_BE, rf"{_BEING} {_MODEST}(?:the|their|our) (?:{_ONE})\s+{_NO_PERSON}{_W}\s+{_W}"),
    (_BE, rf"{_BEING} {_MODEST}(?:the|that|our|their)\s+(?:{_W}\s+){{0,3}}?{_PERSON}s?\s+(?:who|that|whose|with the)\s+{_W}"),
    ("only first the", rf"(?:only(?: one)?|first|the one) (?:{_W}\s+){{0,2}}?{_PERSON}(?:\s+{_W}){{0,6}}\s+"
     r"(?:in|to|at|on|with|who|from)\b"),
    ("one among", rf"(?:one of|among) (?:only |just |the only )(?:two|three|four|five|a handful)\b(?:\s+{_W}){{1,6}}"),
    ("there", rf"there(?:'s| is| was| are) (?:only|just) (?:the |ever |really )?"
     rf"(?:one\s+{_NO_PERSON}{_W}\s+{_W}|(?:me|him|her) (?:who|that|in|on|at)\b)"),
    ("nobody no", rf"(?:nobody|no one) else (?:{_W}\s+){{0,3}}?(?:in|on|at|from) (?:the |our |this )?(?:{_W}\s+){{0,4}}?"
     rf"{_AMONG}\b"),
    ("no", rf"no other (?:{_W}\s+){{0,3}}?{_PERSON}s?\b(?:\s+{_W}){{0,3}}\s+(?:in|on|at|from|has|with)\b"),
    ("the our one his her my", rf"(?:(?:the|our|his|her|my) )?one and only\s+{_NO_PERSON}{_W}\s+{_W}"),
    ("one among", rf"(?:one of|among) (?:two|three|four|five)\s+(?:{_W}\s+){{0,3}}?{_PEOPLE}\b"),
    ("know knew knows recognise remember", rf"(?:know|knew|knows|recognise|remember) {_THEM_ALL} from (?:the |that )?"
     rf"{_PRESS_NAMES}\b"),
    ("the", rf"the (?:one|{_PERSON}) with (?:the|a|an|one) (?:{_W}\s+){{0,2}}?{_MARKS}\b"),
    ("the", rf"the (?:{_W}\s)?{_OFFICE}(?:'s)? (?:husband|wife|partner|son|daughter|brother|sister|mother|father)\b"),
    ("being as", rf"(?:being|as) (?:an?|the) (?:{_W}\s+){{0,2}}?{_MINORITY}\s+(?:{_W}\s+)?{_PERSON}\b"),
    ("a an our the", rf"(?:an?|our|the) (?:{_W}\s+){{0,2}}?{_RARE}\s+(?:who\b|(?:on|in|at|from) (?:our|my|the|this)\b)"),
    ("the", rf"the {_W}(?:'s?)? (?:mum|mother|dad|father|nan|brother|sister) who\s+{_W}"),
    ("lost killed survived died injured burned burnt pulled rescued trapped charge night duty scene",
     rf"{_W}\s+(?:{_W}\s+){{0,7}}?(?:in|of|after|from|at|by) (?:the|a|that) (?:{_W}\s+){{0,2}}?{_DISASTER}\b"),
    ("s", rf"s (?:only|sole|first)\s+{_NO_PERSON}{_W}\s+{_W}"),
    ("am was m", r"(?:am|was|m) the (?:one|person|man|woman|lad|girl) who\s+\w+"),
    ("the that our a", rf"(?:the|that|our|a) (?:[\w\-']+\s+){{1,4}}?who {_PAST_LIFE}\b"),
    ("the our a",
     r"(?:the|our|a) (?:retired|former|ex-?) ?[\w\-]+(?:\s+[\w\-]+)?\s+who\b"),
    ("the", rf"the\s+(?:[\w\-]+\s+){{0,2}}{_PERSON}\s+who(?:se(?:\s+own)?\s+[\w\-]+)?\s+{_EVENT}\b"),
    ("it", rf"it (?:was|got) (?:in|on|all over) (?:all )?the (?:local |national |evening )?{_PRESS}\b"),
    ("the our their his her my", rf"(?:the|our|their|his|her|my)\s+only\s+{_NO_PERSON}{_W}\s+{_W}"),
    ("the our that a", rf"(?:the|our|that|a)\s+(?:[\w\-]+\s+){{1,3}}?(?:who(?:'d|'s)?|whose)\s+(?:{_W}\s+){{0,4}}?{_NEWS}\b"),
    ("a the",
     rf"(?:a|the) (?:famous|well[- ]known|celebrated|notorious|former) {_W}(?:\s+{_W})? "
     r"(?:for a|as a|in the family|on our|in our)\b"),
    ("people colleagues managers workers members",
     rf"(?:people|colleagues|managers|workers|members)\b(?:\s+{_W}){{0,5}}\s+(?:married|related|engaged) to\s+{_W}"),
    ("was been were is am are",
     rf"(?:was|been|were|is|am|are) (?:in|on|all over) (?:all )?the (?:local |national |evening )?{_PRESS}\b"),
    ("everybody everyone", r"every(?:body|one) (?:round|around|in) (?:here|town|the office|the building) knows\b"),
    ("married related engaged", rf"(?:married|related|engaged) to (?:the|our|my|his|her|their)\s+{_W}"),
    ("twin husband wife brother sister son daughter father mother partner",
     r"(?:twin|husband|wife|brother|sister|son|daughter|father|mother|partner) (?:is|was) (?:the|our) (?:[\w'\-]+ )?"
     r"(?:mayor|director|head|leader|mp|chief|vicar|councillor|manager|chair)\b"),
    ("used formerly ex retired",
     r"(?:used to be|formerly|ex-|retired as) (?:an? |the )?(?:[\w'\-]+ )?(?:mayor|mp|footballer|olympian|singer|actor|"
     r"actress|nun|priest|magistrate|soldier|boxer|athlete|presenter|celebrity)\b"),
)  # fmt: skip
_THEM = "(?:me|him|her|them|us|himself|herself|myself|themselves)"
_THEIR = "(?:my|his|her|their|our)"
_VICTIM = (
    rf"(?:{_THEM}|my|his|her|their|here|mum(?:my)?(?:'s)?|(?:the|our|both) (?:kids|children|baby|babies|boys?|girls?"
    rf"|residents?|lads?))\b"
)
_HURTING = (
    "hit hits hitting beat beats beating punched punches punching kicked kicks kicking slapped slaps slapping"
    " strangled strangles "
    "choked chokes burnt burned scalded bites biting shoved shoves hurt hurts hurting harmed harming abused abuses abusing "
    "assaulted assaults touched touches touching filmed films filming threatened threatens threatening stalked stalks stalking "
    "locked locks locking starved starves drugged groomed grooming raped throttled shook shakes whipped belted"
)
_KIN = (
    "(?:dad|father|stepdad|stepfather|step-?father|mum|mother|stepmother|uncle|aunt|cousin|brother|stepbrother|husband|wife|"
    "partner|boyfriend|girlfriend|ex|son|grandson|grandad|grandfather|landlord|lodger|carer|coach|neighbour|boss)"
)
DISCLOSURE = (
    # looked for by its rarest word
    ("abused assaulted raped attacked beaten groomed trafficked", r"(?:(?<=was )|(?<=were )|(?<=been )|(?<=got ))\w+\b"),
    (_HURTING, rf"(?:{'|'.join(_HURTING.split())}) (?:the \w+ (?:at|on|off) )?{_VICTIM}"),
    ("tried going want wants wanted plans planned",
     rf"(?:tried to|going to|wants? to|wanted to|plans? to|planned to) (?:kill|harm|hurt|drown|hang|end) {_VICTIM}"),
    ("self", r"self[- ]?harm(?:ed|ing|s)?\b"),
    ("suicidal noose ligature overdose overdosed bruises bruising bruised", r"\w+\b"),
    ("rope noose knife blade belt", r"(?:rope|noose|knife|blade|belt) (?:in|under|ready|to|round|against|at|across)\b"),
    ("saving saved hoarding stockpiling stashing hiding", rf"\w+ (?:up )?(?:all )?(?:{_THEIR}|the) (?:tablets|pills"
        rf"|medication|insulin|patches)\b"),
    ("jump jumped jumping", r"\w+ (?:off (?:the|a) \w+|in front of (?:the|a) \w+|"
     r"from (?:the|a) (?:roof|bridge|window|balcony|top|cliff|viaduct|pier|\w+ floor))"),
    ("end ending", r"(?:(?<=to )|(?<=of ))\w+ it\b(?=[.,;!?]|$)"),
    ("finish end ending", rf"\w+ (?:it all|what (?:he|she|they) started|{_THEIR} (?:own )?life|{_THEM}\b)"),
    ("burns marks scars cuts welts", r"(?:burns|marks|scars|cuts|welts) (?:in a pattern|on (?:his|her|my|their) \w+"
        r"|all over|up (?:his|her|my) \w+)"),
    ("taking takes taken took spends spending keeps kept stole steals stealing",
     rf"\w+ {_THEIR} (?:\w+ )?(?:card|money|pension|benefits?|wages|savings|pip|allowance|passport|phone off)\b"),
    ("ask asking beg", rf"\w+ for {_THEIR} own \w+"),
    ("food heating water", r"(?:(?<=no )|(?<=without )|(?<=without any ))\w+\b"),
    ("nothing", r"nothing to eat\b"),
    ("bed", r"(?:(?<=in my )|(?<=into my )|(?<=in his )|(?<=into his )|(?<=in her )|(?<=into her ))bed\b"),
    ("sending sends sent asking", rf"\w+ {_THEM} (?:\w+ )?(?:photo(?:graph)?s|pictures|videos|messages at night)\b"),
    ("photographs photos pictures videos", rf"\w+ of {_THEM} (?:in the|with no|undressed|naked)\b"),
    ("carry carrying run running sell selling sold hold holding",
     r"\w+ (?:(?:\w+|residents') ){0,2}?(?:drugs|gear|crack|morphine|medication|patches|heroin)\b"),
    ("tied chained strapped", r"\w+ (?:\w+ )?to (?:the|a|their|his|her|my) (?:bed|chair|radiator|cot)s?\b"),
    ("what", rf"what {_THEIR} {_KIN} (?:did|does|used to do|made)\b"),
    ("head face hand hands arm", r"\w+ (?:under (?:the|a) (?:tap|water)|down the toilet|through the \w+|against my \w+)"),
    ("iron cigarette lighter kettle", r"\w+ (?:against|on|over) (?:my|his|her|their) \w+"),
    ("stop", r"stop (?:calling|ringing|coming|phoning|visiting)(?: (?:on|at|round|for) me)?\b"),
    ("reads checks tracks listens", r"(?:reads|checks|tracks|listens to) (?:everything|all|every (?:text|message"
        r"|word)|my (?:phone|messages))\b"),
    ("know knows", r"knows? (?:which school|where (?:you|your|my|she|he) (?:\w+ )?lives?)\b"),
    ("send sent sends", rf"\w+ {_THEM} back (?:there|to (?:him|her|them))\b"),
    ("scared frightened terrified afraid",
     rf"\w+ (?:of (?:him|them|what|going|(?:(?:my|his|her|their|our|the) )(?:\w+ )?(?:{_KIN}|man|woman|worker|staff))|to go home|"
     r"he'll|she'll|what he)\b"),
    ("won't doesn't didn't wouldn't",
     rf"\S+ (?:lets? |allows? |allowed )?{_THEM} (?:to )?(?:out|eat|see|leave|have|go|speak|talk|use|work|phone|sleep)\b"),
    ("cut cuts cutting slashed slashing burning",
     rf"\w+ (?:{_THEIR} (?:own )?(?:arms?|wrists?|legs?|thighs?|skin|stomach)|himself|herself|myself|(?<=ing )themselves)\b"),
    ("come comes came coming climbs climbed", rf"\w+ into {_THEIR} (?:room|bed|bedroom|shower)\b"),
    ("left leaves leaving leave",
     r"\w+ (?:the|her|his|their|my) (?:\w+ )?(?:baby|babies|kids|children|child|toddler|bairns|little ones?|boys?|girls?) "
     r"(?:on (?:her|his|their|its) own|alone|unattended|unsupervised|by (?:himself|herself|themselves)|with nobody)\b"),
    ("arrested convicted cautioned remanded bailed jailed", r"\w+ (?:for|with|of|after|over)\b"),
    ("charged",
     r"charged with (?:an? |the )?(?:assault|murder|manslaughter|rape|abuse|neglect|theft|fraud|wounding|possession|harassment|"
     r"stalking|arson|burglary|cruelty|affray|[ga]bh)\w*"),
    ("stealing stole steals stolen", rf"\w+ (?:\w+ ){{0,2}}?from {_THEM}\b"),
    ("forced forces forcing makes made", rf"\w+ {_THEM} (?:to )?(?:have sex|sleep with|undress|drink|watch|touch)\b"),
)  # fmt: skip


def by_first_word(cues: Sequence[tuple[str, str]]) -> dict[str, re.Pattern[str]]:
    """The cues that begin with a word, as one pattern."""
    words = dict.fromkeys(word for firsts, _ in cues for word in firsts.split())
    return {word: re.compile("|".join(cue for firsts, cue in cues if word in firsts.split()), re.IGNORECASE) for word in words}


VIOLENT = word_set(f"{_HURTING} stealing stole steals stolen")
# those who may hurt somebody, and verbs that leave them out
DOERS = word_set(
    """
    i he she they you we who somebody someone nobody anyone one been being get gets got getting kept keeps started starts by
    dad father stepdad stepfather mum mother stepmum stepmother uncle aunt cousin brother stepbrother sister husband wife partner
    boyfriend girlfriend ex son daughter grandson grandad grandfather gran landlord lodger carer carers coach neighbour boss mates
    mate friend friends man men woman women boy boys girl girls lad lads staff worker teacher nurse manager officer parent parents
    tutor priest driver guard resident gang dealer children kids child pupil pupils colleague
    """
)
DOER_REACH = 6
BY_FIRST, HARM = by_first_word(INDIRECT), by_first_word(DISCLOSURE)
# every cue of the first kind holds one of these among its first words
TELLING = word_set(
    """
    only sole first last second lone single youngest oldest eldest longest tallest highest one papers paper news press
    telly front radio courts tabloids knows who whose married related engaged twin husband wife brother sister son
    daughter father mother partner formerly retired among famous known celebrated notorious former divorced nun priest mp
    mayor footballer just nobody other tv television internet leg arm hand eye eyes scar tattoo wheelchair stick dog
    stammer limp accent turban hijab twins triplets motorbike beard trans deaf blind gay lesbian black asian polish
    romanian somali roma traveller gypsy jewish muslim sikh hindu disabled autistic winner medallist olympian paralympian
    champion celebrity novelist astronaut knight dame mbe obe cbe boxer wrestler mum dad nan
    """
) | word_set("lost killed survived died injured burned burnt pulled rescued trapped charge night duty scene")
TRIGGERS = TELLING | HARM.keys()
# frequent words that tell something after others only: "no other", "there is just me"
ONLY_AFTER = {
    "other": ("no",), "just": ("is", "s", "was"), "night": ("the",), "duty": ("on",), "charge": ("in",),
    "lost": ("we", "i", "he", "she", "they", "who"),
}  # fmt: skip
FURTHEST_BACK = 8
LONGEST_CLAUSE = 240
CLAUSE_STOP = re.compile(
    r"[.!?,;:)](?=\s|$)|\n\s*\n| (?:so|but|because|made|makes|which|though|although)\b|\s(?:and )?I(?:'\w+)?\s|\sand"
    r" (?:he|she|we|they|everyone|everybody|nobody)\b|\s*→"
)
HARM_STOP = re.compile(
    r" so so | and (?:her|his|the) (?:worker|manager|head|teacher)\b|[.!?,;:)\"](?=\s|$)|\s*\n\s*\n| ?(?:→|->)"
)
CLAUSE_OPENS = re.compile(
    r"(?:^|>|\d\r?\n|[.!?,;:)|\"\]]\s|→ |\n\s*\n)\s*|\b(?:but|because|that|though|although|whereas|while|until"
    r"|disclosed|and then) "
)
# how many words of a clause may stand before what makes somebody recognisable
LONGEST_SUBJECT = 8


def cues(text: Text) -> list[Span]:
    """Clauses a person should read."""
    found = [
        *(Span(*place, "indirect", "cues", doubt="may point to one person without a name") for place in _recognisable(text)),
        *(Span(*place, "disclosure", "cues", doubt="may disclose harm") for place in _harm(text)),
    ]
    apart: list[Span] = []
    for span in sorted(found):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
        elif span.end > apart[-1].end:
            apart[-1] = apart[-1]._replace(end=span.end)
    return apart


def _recognisable(text: Text) -> Iterator[tuple[int, int]]:
    done = -1
    for index in text.places_of(TELLING):
        if text.starts[index] < done or text.before(index) not in ONLY_AFTER.get(text.lows[index], (text.before(index),)):
            continue
        for word in range(max(0, index - FURTHEST_BACK), index + 1):
            begin = text.starts[word]
            pattern = BY_FIRST.get(text.lows[word])
            match = pattern.match(text.plain, begin, begin + LONGEST_CLAUSE) if pattern and begin >= done else None
            if match:
                done = _clause_end(text.plain, match.end())
                subject = _clause_start(text.plain, begin, CLAUSE_OPENS)
                yield (subject if len(text.plain[subject:begin].split()) <= LONGEST_SUBJECT else begin), done
                break


def _harm(text: Text) -> Iterator[tuple[int, int]]:
    done = -1
    for index in text.places_of(HARM.keys()):
        begin = text.starts[index]
        match = HARM[text.lows[index]].match(text.plain, begin, begin + LONGEST_CLAUSE) if begin >= done else None
        if match and (text.lows[index] not in VIOLENT or _has_doer(text, index)):
            start = max(done, _clause_start(text.plain, begin, CLAUSE_OPENS))
            stop = HARM_STOP.search(text.plain, match.end(), match.end() + LONGEST_CLAUSE)
            done = stop.start() if stop else match.end()
            yield start, done


def _has_doer(text: Text, index: int) -> bool:
    """Whether somebody does the harm: "the diary beat us" and "it hit me" tell of none."""
    if text.starts_sentence(index):
        return True
    for place in range(index - 1, max(-1, index - 1 - DOER_REACH), -1):
        if text.lows[place] in DOERS or (text.words[place][0].isupper() and not text.starts_sentence(place)):
            return True
        if text.gap(place)[:1] in (".", ";", "!", "?"):
            break
    return False


def _clause_start(plain: str, place: int, opens: re.Pattern[str]) -> int:
    """The beginning of the clause that a place lies in."""
    reach = max(0, place - LONGEST_CLAUSE // 2)
    ends = [opening.end() for opening in opens.finditer(plain, reach, place)]
    return ends[-1] if ends else place


def _clause_end(plain: str, place: int) -> int:
    """The end of the clause that goes on from a place."""
    stop = CLAUSE_STOP.search(plain, place - 1, place + LONGEST_CLAUSE)
    end = stop.start() if stop else min(len(plain), place + LONGEST_CLAUSE)
    return max(place, len(plain[:end].rstrip()) if end - place < 2 else end)
