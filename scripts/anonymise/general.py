"""Closed word lists of general English that redaction needs; what belongs to a study stands in `disclosure.yaml`."""

from __future__ import annotations

from scripts.ground.vocabulary import word_set

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
SEASONS = {
    month: season
    for season, months in {"winter": (12, 1, 2), "spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11)}.items()
    for month in months
}
# words before a month's name that make it a month and no person: "in April", "last May"
BEFORE_MONTH = word_set(
    """
    in since by until till during of last next early late mid from to end this every before after around about between
    through
    """
)
TITLES = word_set(
    """
    mr mrs ms miss mx dr doctor prof professor sir dame lady lord cllr councillor rev reverend sister father
    """
)
# verbs after a word at the start of a sentence that make it a person: "Grace said", "Mark took over"
PERSON_VERBS = word_set(
    """
    said says told tells asked asks thought thinks felt feels knew knows wanted wants went goes came comes took takes gave
    gives made makes rang phoned called emailed wrote texted replied answered agreed suggested explained joined left led
    leads runs ran manages managed works worked supervises supervised chairs chaired brought brings helped helps showed
    shows put sat laughed cried smiled nodded believes believed reckons reckoned decided noticed started who and
    """
)
# make a person of a word only if it is no small word itself
AUXILIARIES = word_set("is was has had does did")
MODALS = word_set("would could will can might should")
# words that are no names wherever a capital stands on them
FUNCTION_WORDS = word_set(
    """
    a about above across after afterwards again against ago ah all almost along already also although always am among an
    and another any anybody anyone anything anyway apart are around as ask at away back basically be because been before
    behind being below beside besides between beyond both but by bye can can't cannot certainly clearly come could
    couldn't currently definitely despite did didn't different do does doesn't don't done down during each early either
    else enough er erm especially even eventually ever every everybody everyone everything exactly except fair few finally
    fine first firstly following for fortunately four from generally get give given go good great had hadn't half has
    hasn't have haven't having he hello her here hers herself hey hi him himself his hmm honestly how however i if in
    indeed initially inside instead into is isn't it its itself just last lastly lately later least less let like likewise
    little look looking lots luckily made make many maybe me meanwhile might mine more moreover most mostly much must my
    myself near nearly need neither never nevertheless new next nine no nobody none nor normally not nothing now obviously
    of off often oh ok okay on once one ones only onto or originally other others otherwise our ours ourselves out outside
    over overall perhaps personally please plus possibly previously probably put quite rather really recently right say
    second secondly see seven several shall she should shouldn't similarly simply since six so some somebody somehow
    someone something sometimes soon sorry still such suddenly sure surely take ten than thank thanks that the their
    theirs them themselves then there therefore these they third thirdly this those though three through throughout thus
    till to today together tomorrow tonight too toward towards two typically um under underneath unfortunately unless
    unlike until up upon us usually very was wasn't we well were weren't what whatever when whenever where whereas
    wherever whether which whichever while who whoever whole whom whose why will with within without won't would wouldn't
    yeah yep yes yesterday yet you your yours yourself yourselves s t d m ll ve re
    hm mm mhm ooh oof aye ha haha nope ta wow ugh gosh blimey
    """
)
# small words that a person may be called; inside a sentence their capital needs an explanation
NAMES_TOO = frozenset(("will",))
# capitalised words, abbreviations and brands of everyday English; compared in lower case
GENERAL_CAPITALS = (
    frozenset(MONTHS)
    | TITLES
    | word_set(
        """
    i monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun bst gmt am pm
    christmas easter ramadan eid diwali halloween english british britain uk england wales scotland ireland welsh scottish
    irish european europe american western northern southern eastern nhs gp gps it hr tv pc pa ceo cfo it faq pdf usb sms
    cv cvs id ids diy rag swot smart sat nav covid gdpr foi qa ok google microsoft excel word powerpoint outlook teams
    zoom facebook twitter whatsapp youtube instagram linkedin skype sharepoint onedrive ipad iphone slack trello miro
    padlet mentimeter qr vat md christian muslim jewish hindu sikh catholic church god lgbt lgbtq bame bsl makaton council
    councils cabinet parliament government minister state local authority authorities service services social care worker
    workers work adult adults children child's children's families family team manager managers head director directors
    directorate assistant deputy principal senior lead leads leader leaders officer officers practice practitioner
    practitioners advanced chief executive chair board committee panel strategic operations operational commissioning
    commissioner commissioners mental health safeguarding learning disability disabilities housing education finance
    occupational therapist therapists district nurse nurses hub duty desk section act bill form part stage step phase
    module week day year covid-19 interviewer participant participants sponsor sponsors facilitator facilitators programme
    project
    mum mums mummy dad dads daddy granddad grandad grandpa gran granny grandma nana
    """
    )
)
# last words that make a capitalised sequence a place
PLACE_NOUNS = word_set(
    """
    street st road rd avenue ave lane close drive way court crescent gardens terrace place grove row square view rise walk
    mews hill park house lodge cottage farm estate school academy college primary nursery hospital hospice surgery clinic
    ward church chapel mosque library station bridge bay beach sands hall centre arms inn pub garage market
    """
)
# what ordinary words before it make a role: Independent Reviewing Officers
ROLE_NOUNS = word_set(
    """
    officer officers educator educators manager managers worker workers lead leads leader leaders practitioner practitioners
    coordinator coordinators co-ordinator supervisor supervisors assessor assessors director directors inspector inspectors
    advocate advocates mentor mentors therapist therapists nurse nurses consultant consultants commissioner commissioners
    head heads chair secretary trainer trainers adviser advisers advisor advisors analyst analysts
    """
)
# what stands after a thing's title: "the Signs of Safety map"
TITLE_NOUNS = word_set(
    """
    map maps tool tools toolkit model framework programme programmes training approach app plan plans form forms meeting meetings
    course courses week day award awards strategy policy guidance review report survey template pathway pilot scheme
    standard standards agenda bill act principles method system database workshop conference module
    sheet sheets grid card cards wheel window tree ladder iceberg matrix diagram chart workbook worksheet exercise technique
    poster booklet leaflet guide handbook questionnaire scale checklist cycle theory spreadsheet dashboard log register newsletter
    """
)
