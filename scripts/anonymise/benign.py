"""Capitals that name nobody present: eponyms of methods, medicine and law, acronyms, products, peoples, feasts, media.

General knowledge of the field, no study's list (that one stands in `disclosure.yaml`). A word of a roster is never excused here.
"""

from __future__ import annotations

from scripts.ground.vocabulary import word_set

# people after whom something is called
EPONYMS = word_set(
    """
    biestek
    bion boal boyatzis brookfield buurtzorg clutterbuck cooperrider deming edmondson fonagy fook fullan greenleaf grint heifetz
    hochschild honneth kadushin kahneman kegan kleinian kouzes ladkin lipsky lyth marmot noddings northouse obholzer rawls schein
    seddon senge shohet sinek spillane trevithick trist tronto weick weil wheatley whitaker
    achilles adair adler ainsworth alzheimer apgar argyris arnstein asberg asperger bandura barthel barthes bartlett
    bayes bayesian bayley beaufort bechdel beck belbin benner berne bernoulli bessel beveridge bloom bloomian boehm
    bolam bonferroni boolean bourdieu bowlbian bowlby braden braille braun brier briggs bristol bronfenbrenner brunel
    bruner burke caesarean caldicott cartesian cass celsius charcot clyde cochran cohen colwell conners cornell covey
    cox cramer crohn cronbach csikszentmihalyi curtis cynefin darwin darwinian dawkins delphi dewey diesel dirichlet
    donabedian down's drucker dublin dunbar duncan dunn dunnett dunning dweck ebbinghaus edinburgh edwardian egan
    eisenhower elizabethan ellis engestrom erikson escher euclid euler fahrenheit faustian fermi fibonacci fisher
    fleiss foucault francis fraser freire freud freudian freytag friedman galton gantt gardner gauss gaussian gemba
    georgian gettier gibbs giddens gillick glaser glasgow goffman goleman goodhart goodman granger greenwood gregorian
    griffiths guttman gwet habermas hamilton hanlon hansard harvard hawthorne hay hedges heimlich heisenberg herculean
    heron herzberg hippocratic hobson hodgkin hofstede holm holmes honey huntington ishikawa jaccard johari julian
    jung jungian kafka kafkaesque kaiser kanban kant kantian kaplan karpman kelvin kendall keynes keynesian kinsey
    kirkpatrick kohlberg kolb kolmogorov kotter kruger kruskal kubler kuhn kupers laming lave lencioni levene lewin
    likert lorenz luft machiavellian macpherson mahalanobis mann marx marxist maslow mcgregor mcnemar meier mezirow
    midas milgram millar minto mintzberg monte montgomery moore moran morris morse mumford munchausen munro murphy
    myers napoleonic nash newton newtonian nightingale nolan occam ockham oedipus ofsted onion orwellian osgood oxford
    pandora panopticon pareto parkinson pavlov pavlovian pearson peter piaget piagetian platonic poisson pomodoro
    popper porter pygmalion quetelet rahe ramsey rasch rashomon reynolds richter rogerian rogers rorschach rosenberg
    rosenthal rubin rutter samaritan sapir saunders schein schon schwartz seebohm seligman shapiro shewhart simpson
    sisyphean skinner smirnov snellen socratic solomonic spearman stevenson stockholm strauss stroop student swiss
    taguchi taylor taylorism thorndike tourette tuckman tudor tukey turing turner utopian utting venn victoria
    victorian vineland vroom vygotskian vygotsky wald wallis warnock waterlow weber weberian wechsler welch wenger
    whitney whorf wilcoxon wilks winnicott winnicottian winsor wolfenden yalom yates youden zeigarnik zimbardo zurich
    """
)
# of these, the names that colleagues bear too: only a noun after them tells that a thing is meant
COMMON_SURNAMES = word_set(
    """
    adair adler asberg bartlett bayley beck benner berne beveridge bloom boehm braden braun briggs bristol bruner
    burke cass clyde cohen colwell conners cornell covey cox cramer curtis delphi diesel drucker dublin duncan dunn
    dunning edinburgh egan ellis fisher francis fraser friedman gardner gibbs glaser glasgow goodhart goodman granger
    greenwood griffiths hamilton hanlon harvard hawthorne hay hedges heron hobson hodgkin holm holmes honey hudson
    huntington julian kaiser kaplan kelvin kendall king kruger laming lave levene lewin lorenz macdonald macpherson
    mann marx mcgregor meier millar minto monte montgomery moore moran morris morse mumford munro murphy murray myers
    nash newton nolan oxford parkinson pearson peter porter rahe ramsey reynolds rogers rosenberg rosenthal ross rubin
    rutter samaritan saunders schwartz seebohm simpson skinner stevenson stockholm strauss stroop student swiss taylor
    turing turner utting victoria wald wallis warnock weber welch wenger whitney wilks winsor yates young zurich
    """
)
# what follows an eponym; after these even a name that no list knows is a thing's name
TECHNICAL_NOUNS = word_set(
    """
    adjustment axis bound box chart charts coefficient constant correction corrections criteria criterion curve cycle
    cycles diagram diagrams disease distribution effect estimator grid hierarchy index interval inventory ladder
    lymphoma matrix palsy paradox plot plots pyramid quadrant questionnaire quotient sampler scale scales score scores
    simulation statistic step syndrome taxonomy test tests theorem transform triangle typology wheel window windows
    """
)
EPONYM_NOUNS = TECHNICAL_NOUNS | word_set(
    """
    analysis approach argument attachment bias box cat change checklist cheese circle circles clock code competence
    competency complex conditioning conditions demon diagnosis diamond dilemma dog drama enquiry evaluation experiment
    fallacy framework function functions guardian guardians guideline guidelines iceberg inquiry law laws learning
    levels manoeuvre method methods model models needs notes numbers pictures principle principles procedure process
    prompt prompts questions razor reaction reflection reflex regression report review role roles round rounds rule
    rules sandwich section sign slip stage stages standards style styles sum survey syndromes system table team teams
    technique theories theory therapy tool tools trap type types
    """
)
# the acronyms of the sector and of every office
ACRONYMS = word_set(
    """
    abc abcd abs adass adhd adl adls afc agm aids aka amhp ams aob aop apa api apms apps asap asb asc asd asmr aspd
    asw asye atm ato ave bacs bafta bame basw bau bba bbc bcp bia bild bma bmi bmj bpd bps brd bsl bst btec bup cab
    cad caf cafcass cai camhs cas cbc cbt cc ccg ccgs ccq cctv cd ceo cfo chc cia cic cigar ciic cin cio cipd cjs cla
    clas cmht cmo cms cof coo cop copd cp cpc cpd cpn cpp cpr cps cqc cqcs crb crm cro csa csc csdp cse csi csp csppi
    css csv ct cto ctos cv cva cvs cyp cypmhs cypn dash dbs dbt dclg dcs ddp defra dfe dhsc dmaic dna dnacpr dnr doa
    doc docx doh dol dols dop dos dpa dpia dpo dr dsa dsp dss dtr dv dvd dvla dwp eal ebp ecg ect edi edn edt eea eet
    ehc ehcp ehcps ehm emdr emea eng eoi epa epo epr eqia esol eta eu eur eyfs fao faq faqs fast fe fft fgc fgm fii
    foi fsm fte ftes fyi gad gbp gbr gcs gcse gcses gdp gdpr gmc gmt gov gp gps gpt grow gse hcpc hcpcs hdr he hiv
    hmcts hmi hmo hmp hmpps hmrc hnd hr hrbp hscic html http https ia iadl iapt ibp icb icbs icd icp ics ict icu id
    idva iea iep ifa iiot ilacs imca imd inset iom ipa ipc ipcc iq iro iros isa isbn iso isp it itu itv ivf jcp jnc
    jpeg jsna jso jtai kcsie kpi kpis kpo la lac lado las lcs lcspr ldds ldp led lga lgbt lgbtq lgo lgps lgsco llc lms
    lpa lps lscb lscp lsp ltd ltp mac mah mapp mappa marac mash mat mba mbe mbti mca mdo mdt mdts mfa mfh mh mha mhfa
    mhra mhst mis mmr mnd mod moj moscow mot mou mp mps mri mrsa ms msp mta mvp nao nda ndpb ndtms nea neet nel nfa
    nfi ngo ngos nhs nhse nhsft ni nice nino nmc noms npv nqsw nqsws nqt nrpf nrs nspcc nvq oap oba obe ocd odd oecd
    ofcom ofqual ofsted ok okr okrs ons onset oscar osce osp ot otr ots pa pace paf pas pat paye pc pcf pcs pcso pct
    pda pdca pdf pdp pdps pdr pdsa pe pep peps pest pestle pgce phd phe phso pid pin pip pipa pips plc plo plos pm pmf
    pmld pmo pms pnc png poc poca pods pos ppa ppe ppg pps ppt pr prince prism prn pru ps psa pshe psi pso psw psws
    pta pto ptsd qa qaf qr qts raci raf rag ram rasci rbac rca rcn rcp rct respect rfi rfp rip rnli roi rota rsi rssc
    rsvp rtt sab sabs sad saf saq sar sars sat sats scie sciee scr scrs sct sdq sdqs sef sen senco send sgo sgos sip
    sla slas sld slow slt smart sme smes sms smt soap sop sops sos spa spag spld spss sql sro sso ssw sswb star std
    steep stem stop sts suds svq swe swems swim swop swot swu tac taf tafs tbc tbd tbf tco ted tedx tia tlap tna tnt
    toc tog tor tors tpr tv tvs ucas uk ukhsa ulc un unesco unicef url urls us usa usb usp utc uti vat vawg vcfse vcs
    vcse vcses viaf vip vips vle voip vpn vr waf wfh who wifi wip wrap yjb yjs ymca yos yot yots yp yps
    """
)
# capitalised words of everyday life that are no people and no local places
BENIGN = word_set(
    """
    omicron fab frontline diolch croeso slainte slan failte iechyd cymraeg gaidhlig midlands nokia yammer baseline annex appendix
    adobe advent afghan afghanistan africa african airbnb alexa amazon america americans amex amharic android anfield
    antarctic apple arab arabic aramaic argos arsenal asda ashes ashura asia asian asians atlantic atlas.ti australia
    australian austria aws azure babybel bafta bangla bangladesh bangladeshi barclays beatles belgian belgium beltane
    bengali bible biblical bing blackberry blackboard blu-tack bluetooth bluetooths bluey bolognese boots bosnian
    boxing brazil brazilian brexit britain british brits brussels buckfast buddhism buddhist bulgarian bundesliga
    burmese byzantine cadbury camtasia canada canadian cantonese canva carefirst caribbean catholic celtic channel
    chatgpt chelsea chinese christ christian christianity christians christmas chrome chromebook chromecast citrix
    civica confluence copilot cornish corona coronation costa covid creole croatian cymraeg cyrillic czech dane danish
    darjeeling december dedoose deliveroo denmark diwali doodle dropbox dutch dyson eastenders easter ebay eclipse
    edexcel edge egypt egyptian eid eisteddfod england english epiphany estonian ethiopian europe european europeans
    eurovision evernote everton excel excel's facebook facetime farsi february fifa filipino finland finn finnish
    fitbit forms fortnite framework-i france freesat freeview french friday fridays gaelic gcse german germans germany
    ghana ghanaian github glastonbury gmail google googling greece greek greeks greggs grenfell guardian guinness
    gujarati gumtree gypsies gypsy hajj hakka halloween hanukkah haribo harry hausa hawaiian hebrew hermes hindi hindu
    hinduism hindus hiraeth hogmanay holi holocaust hoover hoovering hungarian igbo ikea imax imovie india indian
    indians indonesia infographic instagram internet ipad ipads iphone iran iranian iraq iraqi ireland irish islam
    islamic israel israeli italian italians italy itunes itv jamaica jamaican jamovi japan japanese jargon javanese
    jew jewish jews jiffy jira jpeg judaism juneteenth kahoot kannada kenya kenyan kindle kippur kitkat kleenex korean
    kubernetes kurdish kwanzaa lammas lao latin latvian lebanese lego lent lidl lingala linkedin linux liquidlogic
    lithuanian lords lottery luganda mac macbook mailchimp malagasy malay malayalam maltese mandarin maori marathi
    marmite mars masterchef maxqda mcdonald mcdonalds mediterranean mentimeter messenger methodist mexican michaelmas
    microsoft miro monday mondays monopoly moodle moroccan mosaic mosque mural muslim muslims nando nandos nativity
    navaratri nba nepalese nepali nescafe netflix newsnight nfl nigeria nigerian nintendo nordic norse northern norway
    norwegian notion november nowruz nutella nvivo obon october oculus okta olympic olympics onedrive onenote oracle
    oromo orthodox oscars ottoman outlook oxfam pacific padlet pakistan pakistani palestine palestinian panadol
    pandora panorama paracetamol paralympic paralympics parliament pashto passover paypal pentecost pentecostal peru
    philippines photoshop pilates pinterest pokemon poland pole polish portal portugal portuguese postgres postit
    powerpoint premiership prezi pride prime prosecco protestant punjabi purim pyrex python quaker qualtrics qur'an
    quran ramadan reddit rolodex roma roman romania romanian romans romany rosh russia russian russians ryder ryvita
    sabbath sainsbury samhain samsung sanskrit sap saturday saturdays saudi scandinavian scot scotland scots scottish
    scrabble sellotape semitic september serbian servelec sharepoint shavuot shona sikh sikhs sinhala sinhalese siri
    sky skype slack slavic slido slovak slovenian smartsheet snapchat somali somalia songkran spain spaniard spanish
    spotify springwatch spss sql starbucks stata stonehenge sudan sudanese sukkot sunday sundays surveymonkey swahili
    swede sweden swedish swiss switzerland sylheti syria syrian tableau tagalog taguette taiwanese tamil tanabata
    tannoy teams teams' tefl telegram teletubbies telugu tesco tetris thai thaipusam thanksgiving threads thursday
    thursdays tibetan tigrinya tiktok tipp-ex tottenham trello trustpilot tube tuesday tuesdays tupperware turkey
    turkish twi twickenham twitch twitter twix uber ubuntu uefa uganda ugandan ukraine ukrainian umrah union unison
    unite urdu vaisakhi velcro venetian victorian vietnam vietnamese vimeo viva wales wednesday wednesdays welsh
    wembley western whatsapp whitsun wigilia wikipedia wimbledon windows windrush wolof word wordle workday xbox xerox
    yiddish yom yorkshire yoruba youtube zimbabwe zimbabwean zip zoom
    """
)
BENIGN_PHRASES = (
    "Care Inspectorate", "Care Inspectorate Wales", "Social Care Wales", "Internal Audit", "Original Message", "On Behalf Of",
    "Owner ID", "Brene Brown", "Menzies Lyth", "Carl Rogers", "John Bowlby", "Patricia Benner", "Diolch yn fawr", "Iechyd da",
    "Signs of Safety", "Boxing Day", "Bonfire Night", "Mother's Day", "Father's Day", "New Year", "World Cup",
    "Prime Minister", "Red Nose Day", "Good Friday", "Black Friday", "Black History Month",
    "Mental Health Awareness Week", "Mary Poppins", "Harry Potter", "Star Wars", "Doctor Who", "Lord of the Rings",
    "Strictly Come Dancing", "Bake Off", "Blue Peter", "The Archers", "Post-it", "Blu-Tack", "Radio Four", "Radio 4",
    "Channel Four", "Royal Mail", "Post Office", "Google Docs", "Google Drive", "Microsoft Forms", "Power BI",
    "Survey Monkey", "Human Rights Act", "Care Act", "Children Act", "Equality Act", "Mental Capacity Act",
    "Mental Health Act", "Data Protection Act", "Family Group Conference", "Early Help", "Child Protection",
    "Child in Need", "Working Together", "Court of Protection", "Family Court", "High Court", "Crown Court",
    "Magistrates Court", "Supreme Court", "Liberty Protection Safeguards", "Making Safeguarding Personal",
    "Think Local Act Personal", "Every Child Matters", "Staying Put", "Shared Lives", "Direct Payments",
    "Appreciative Inquiry", "Action Learning", "Theory of Change", "Plan Do Study Act", "Motivational Interviewing",
    "Community Care", "Professional Capabilities Framework", "Knowledge and Skills Statement", "Social Work England",
    "Skills for Care", "Research in Practice", "What Works Centre", "Better Care Fund", "Blue Badge",
    "Universal Credit", "Attendance Allowance", "Personal Independence Payment", "Continuing Healthcare",
    "Winter Olympics", "Monte Carlo", "Hail Mary", "Achilles heel", "Pandora's box", "Catch 22", "Tower of Babel",
    "Trojan horse", "Russian roulette", "Chinese whispers", "Dutch courage", "French windows", "Bristol Stool Chart",
    "Edinburgh Postnatal Depression Scale", "Glasgow Coma Scale", "Strengths and Difficulties Questionnaire",
    "Big Brother", "Big Lottery", "National Insurance", "White Paper", "Green Paper", "Ordnance Survey", "Windrush",
    "Pride and Prejudice", "Six Thinking Hats", "Myers Briggs", "Duke of Edinburgh", "Sure Start", "Family Hub",
    "Family Hubs", "Think Family", "Safer Recruitment", "Restorative Practice", "Systemic Practice", "Local Offer",
    "Pupil Premium", "Ordinary Residence", "Section 47", "Form F", "Freedom of Information", "Bank Holiday",
    "Secure Base", "Circle of Security", "Family Safeguarding", "Social GGRRAAACCEESSS", "Three Conversations",
    "Home Office", "Treasury", "House of Commons", "House of Lords", "Number Ten", "Downing Street", "Whitehall",
    "Westminster",
    "Think Ahead", "Step Up to Social Work", "Assessed and Supported Year in Employment", "Donald Schon",
)  # fmt: skip
# numbers that are called what they are: no person's
NUMBER_CUES = word_set(
    """
    bill bills cheque consignment docket meter premium ticket voucher
    asset barcode batch budget build catalogue cost delivery invoice invoices isbn issn item ledger licence lot
    meeting model order orders parcel part printer product purchase quotation quote receipt room router serial sku
    stock tracking version webinar zoom
    """
)
