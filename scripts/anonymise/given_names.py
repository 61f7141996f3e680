"""Given names of Britain and their short forms: general knowledge, compiled by hand, no study's list.

`SHORT_FORMS` says by what people of a given name are commonly called; it reads in both directions.
"""

from __future__ import annotations

from scripts.ground.vocabulary import word_set

_SHORT = """
abdulrahman abdul rahman abdel
abigail abby abbie abi gail
agnes aggie nessa
agnieszka aga agi agnes
aleksandra ola alex sasha
alexander alex al xander alec alek sandy sasha lex
alexandra alex alexa sandra sandy lexi lexie ally allie sasha
alfred alf alfie fred freddie
alison ali allie ally
amanda mandy manda
amelia millie milly mel amy
anastasia stacey ana nastya
andrea andie andy
andrew andy drew
angela angie ange
anna annie ania anya
annabel bel belle anna annie
anne annie nan nancy
anthony tony ant
antonia toni tonia
archibald archie
arthur art artie arty
augustus gus
barbara babs barb barbie basia
bartholomew bart barty
beatrice bea bee trixie
benjamin ben benny benji benjy
bernadette bernie detta
bernard bernie
bethany beth bethan
bridget bridie biddy bridie
bronwen bron
cameron cam
caroline caz carrie caro caroleen
catherine cath cathy kate katie cat kitty kit kath
charles charlie chuck chas chaz
charlotte charlie lottie char lotte
chinedu edu nedu
chinonso nonso
christina chris tina chrissie christie
christine chris chrissy tina
christopher chris kit kip topher christy
chukwuemeka emeka chuks chuka
clifford cliff
constance connie
cornelius con neil
cynthia cindy
daniel dan danny
danielle dani danni
david dave davey davy dai
deborah deb debbie debs
delroy del
dennis den denny
desmond des
diana di
dominic dom nic
donald don donnie
dorothy dot dottie dolly
douglas doug dougie
edith edie
edmund ed eddie ned ted
edward ed eddie ted teddy ned
eleanor ellie nell nora elle lena
elizabeth liz lizzie beth betty betsy libby eliza elsie lisa bess bessie liza lilibet lizzy
emily em emmy millie
emma em ems
emmanuel manny emma
ernest ernie
esther essie hettie
eugene gene
ezekiel zeke
fatima fatou fati tima
felicity fliss flick felly
fergus ferg gus
florence flo florrie flossie
frances fran frankie fanny
francesca fran cesca frankie chess francie
francis frank frankie
franklin frank
frederick fred freddie freddy
gabriel gabe gabi
gabriella gabi gabby ella
gareth gaz gary
geoffrey geoff jeff
george georgie
georgina georgie gina george
gerald gerry jerry
geraldine gerry
gerard gerry ger
gillian gill gilly jill
giovanni gio gianni vanni
graham gray
gregory greg
grzegorz greg grzesiek grzes
gwendolyn gwen
hannah han
harold harry hal
harriet hattie harry hatty
helen nell nellie lena
helena lena nell
henrietta hettie etta henny
henry harry hal hank
herbert bert herb bertie
hubert bert hugh
hugh hughie
ignatius iggy
imogen immy immie imo
isaac ike zac
isabel izzy bel bella belle issy
isabella izzy bella bel issy
jacob jake
jacqueline jackie jacqui jacs jacquie
james jim jimmy jamie jem
jane janie
janet jan jen
janice jan
jasmine jaz jas minnie
jason jase jay
jaswinder jas jassi winder jazz
javier javi
jean jeannie
jennifer jen jenny jenn jens
jeremy jez jerry jem
jessica jess jessie
joan joanie jo
joanna jo joanne jojo asia
joanne jo
john jack johnny jon jock
jonathan jon jonny jono nathan johnny
jose pepe
joseph joe joey jos
josephine jo josie fifi jojo posy
joshua josh
judith judy jude judi
julia jules jools
julian jules
katarzyna kasia kate
katherine kate kathy katie kath kit kitty kat kath kaz
kathleen kath kathy katy
katrina kat trina
kenneth ken kenny
kimberley kim kimmy
kimberly kim
kingsley king
krzysztof kris krzysiek chris
kwabena kwabs
laura laurie lo lol
lawrence larry laurie loz
leonard len lenny leo
leopold leo
leslie les
lewis lew
lilian lil lily lilly
louis lou louie
louise lou lulu
lucinda lucy cindy
lucy lu luce
lukasz luke
lydia lyd
madeleine maddie maddy lena
magdalena magda lena maggie
malcolm mal malc
malgorzata gosia margaret
margaret maggie meg peggy marge margie madge greta daisy peg megan
maria ria mia
mariam mimi
marian maz
marisol mari sol
martha marty mattie
martin marty mart
mary molly polly may mamie
matilda tilly tilda mattie
matthew matt matty
maureen mo reenie
maurice mo mozza
maximilian max
melanie mel
melissa mel lissa missy
mercedes mercy
michael mick mike micky mikey mickey
michelle shell chelle mich
mildred millie
miriam miri mim mimi
mohamed mo
mohammad mo
mohammed mo moh mohamed muhammad
montgomery monty
muhammad mo
mwajuma juma mwaju
natalie nat tally
natasha tash nat tasha
nathaniel nat nate nathan
ngozi goz
nicholas nick nicky nico
nicola nicky nic nicki nikki nix
nigel nige
nkechi kechi
nkechinyere nkechi kechi
norman norm
olive olly livvy
oliver ollie olly noll
olivia liv livvy livia ollie
olufunmilayo funmi layo olu funmilayo funke
oluwaseun seun
oluwatobi tobi
pamela pam
parminder par parm minder pammi
patricia pat patsy tricia trish patty paddy
patrick paddy pat rick
paul pauly
pauline paula
penelope penny pen nell
percival percy
peter pete
philip phil pip
philippa pip pippa flip pippy
phillip phil pip
phoebe phoebs
priscilla cilla prissy
priyanka priya pri
przemyslaw przemek
rachel rach rache
raymond ray
rebecca becca becky becks bex
reginald reg reggie
richard rick dick rich ricky richie dickie
robert rob bob bobby robbie bert robin
roberta bobbie bobby
robin rob
roderick rod roddy rick
rodney rod
roger rog
ronald ron ronnie
rosalind roz ros rosie lindy linda rosa
rosamund ros roz rosie
rose rosie
rosemary rosie rose romy
roxanne roxy
rupert rupe
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sal sally sadie
sebastian seb basti baz
sharon shaz shazza
shirley shirl
sidney sid
simon si
siobhan shiv vonny
solomon sol solly
sophia soph sophie
sophie soph
stanley stan
stephanie steph steffi stevie
stephen steve stevie ste
steven steve stevie ste
stuart stu stew
susan sue suzie susie suze
susannah suzy susie sue sukie suzie zannah anna sanna suki
suzanne sue suzy suze
sylvester sly syl
tabitha tabby
tamara tammy tam mara
temitope temi tope
terence terry tel
teresa terry tess tessa terri resa
theodora thea dora theo
theodore theo ted teddy
theresa tess tessa terry tracy
thomas tom tommy
timothy tim timmy
tobias toby
tracey trace
trevor trev
valentina val tina
valerie val
vanessa nessa ness
veronica ronnie vron vera
victor vic
victoria vicky tori vic vikki vicki tory toria
vincent vince vinny vin
virginia ginny ginnie
vivian viv
walter wally walt
wilfred wilf fred
wilhelmina minnie willa mina billie
william bill will billy liam willy wills
winifred winnie freda
xanthe xan
yasmin yas yaz minnie
yevgenia zhenya genia jenny
zachary zac zach zak
"""

SHORT_FORMS: dict[str, frozenset[str]] = {
    words[0]: frozenset(words[1:]) for line in _SHORT.strip().splitlines() if (words := line.split())
}

GIVEN_NAMES = (
    frozenset(SHORT_FORMS)
    | frozenset(word for forms in SHORT_FORMS.values() for word in forms if len(word) > 3)
    # names that are words too; the context tells which
    | word_set(
        """
    amber april art august autumn basil bay beau bill blaze bliss blossom bob booker brandy brook brooke buddy carol
    chance charity chase cherry chip christian clay cliff clover cole coral crystal daisy dale dawn dean dee destiny drew
    dusty earl ebony eden faith fawn felicity fern flora frank gale gay gene ginger glen glory grace grant hank harmony
    harper haven hazel heath heather henna hollis holly honey honor honour hope hunter iris ivory ivy jade jasmine jay jet
    jewel jolly josh joy june junior justice king kit lance lark laurel lily linden marina mark mason matt max may melody
    mercy merry miles misty mo nick noble norm oak olive opal pansy pat patience pearl penny peony piper poppy precious
    prince prudence queen rain ray reed rich river rob robin rock rocky rod rose rosemary ruby rush rusty sage sandy
    serenity skip sky sonny star sterling storm sue summer sunny tab tawny temperance trinity tripp troy tuesday tyne
    victor victory viola violet wade ward wells will willow winter wisdom woody wren zed
    """
    )
    | word_set(
        """
    aaliyah aaron abdullah abeer abena adaeze adam ade adebayo adele adeola adil aditi adrian adrienne afia agatha ahmad ahmed
    aidan aileen aimee ainsley aisha aisling ajay akosua akua alan alana alastair albert aled aleksander alessandro alexis
    alfonso alice alicia alina alistair aliyah allan allegra allison alma althea alun alvin alyssa amal amar amara amardeep
    amber ambrose amina amir amira amit amjad amrit amy ana anand andre andreas andrzej aneta angelo angharad angus anil anisa
    anita anjali anneliese annette annika ansel anthea antoine anton antonio anusha anwar aoife april arabella arash ariana
    arjun armando arnold aroha arun asha asher ashley ashok asif astrid athena aubrey audrey aurora ava avril ayaan ayesha ayo
    aziz azra baljit barnaby barney barry basil beatrix beau becky belinda benedict beryl bethan betty beverley bilal blake
    blanche blessing boris brandon branwen brenda brendan brian briony brittany bronagh bronwyn bruce bruno bryan bryn bryony
    cai caitlin caleb callum calum calvin camilla candice caoimhe cara carl carla carlos carly carmel carmen carol carole
    carolyn carwyn carys caspar cassandra cecil cecilia cedric celeste celia ceri cerys chantal chantelle charlene charmaine
    chelsea cherie cheryl chiara chidi chioma chloe cian ciara claire clara clare clarissa claude claudia clement clementine
    clive clodagh clyde colette colin colleen colm connor conor cora coral cordelia corey corinne courtney craig cressida
    crispin curtis cyril dafydd dagmar daisy dale damian damien damilola dana dane daphne dara darcy daria dario darius darran
    darrell darren daryl dawid dawn dean deandra declan deepa deepak deirdre delia delilah delphine delroy demetrius denise
    denisha denzel derek dermot derya desiree devon dexter diane dianne diego dilip dilys dimitri dinah dion divya dmitri
    dolores donna donnacha donovan doreen doris duncan dustin dwayne dylan eamon ebony ede edgar edna edwina efua eileen
    eilidh eirian eirlys elaine elena eli elias elijah elin elinor eliot elisa elise ella ellen elliot elliott ellis elodie
    eloise elsa elspeth elton elvira elwyn emeka emil emilia emlyn emre enid enrique eoghan eoin eric erica erik erin errol
    esme esmeralda esra estelle ethan ethel etienne eunice eva evan evangeline eve evelyn evie ewa ewan fabian faisal faiza
    fara farah farhan farida faris farrah fatma faye felipe felix femi fenella fernando filip finbar finlay finn finola fintan
    fiona fleur flora florian folake frankie fraser freda freya frida gail garry gavin gaynor gemma genevieve georgia geraint
    germaine gethin ghislaine gideon gilbert giles gina ginny giorgio giselle giulia gladys glen glenda glenn gloria glynis
    gordon graeme grainne greta griff guillermo gurdeep gurpreet gustav guy gwen gwyn gwyneth hadiza haleema halima hamish
    hamza hana hanif hans haroon harpreet harrison harry harsha haruna harvey hassan hayley hazel heather hector heidi helga
    hema hermione hilary hilda holly hortense howard huda hugo hussain hussein huw hywel iain ian ibrahim ida idris ieuan ife
    ifeoma ifor igor ikram ilona iman imran ina indira inga ingrid ioan iona ira irena irene iris irma isaac isha isla ismail
    isobel isolde istvan ivan ivor ivy iwan jack jackson jada jaden jai jake jamal jamie jamila jan jana janette janine jared
    jarek jarvis jasper javed jaxon jay jayden jayne jaz jeanette jed jemima jemma jenna jeremiah jermaine jerome jess jethro
    jill jim jin jo jocelyn jodie joe joel joelle johan johanna jolanta jolene jolie jonas joni jordan jorge joyce juan
    juanita juliana julianne julie juliet juliette julius june justin justine justyna kabir kadija kai kaitlin kaleb kamal
    kamala kamil kamran karan kareem karen karim karin karina karl karla karolina kasia kate kath katie katja katy kavita kay
    kaylee kayleigh keeley keir keisha keith kelechi kellie kelly kelvin kemi kendra kerry kevin keyla khadija khalid khalil
    kieran kim kiran kirsten kirsty kofi kojo kris krish krishna krista kristen kristian kristina krystal kumar kwaku kwame
    kyle kylie kyra lachlan laila lakshmi lamar lana lance lara larissa lars lashonda latisha latoya lauren laurence lavinia
    layla leah leanne lee leif leighton leila lena lenka leo leon leona leonie leonora leroy leticia levi lewis liam liana
    lila lilly linda lindsay lindsey lionel lisa lise livia liz llewellyn lloyd logan lois lola lorcan lorena loretta lorna
    lorraine lottie lou louie louisa luca lucas lucia lucian luciana lucie lucille ludmila luigi luis luisa luke luther lyle
    lynda lyndsey lynette lynn lynne mabel mackenzie madison maeve magnus mahmoud mairead maisie malachi malia malik manal
    mandeep manjit manoj manuel mara marc marcel marcella marcia marco marcus margot marguerite mariana marianne marie
    mariella marigold marilyn marina mario marion marisa marius marjorie marlene marlon marsha marta martina marvin maryam
    mateo mateusz mathilda matteo maud maura mavis maxine maxwell maya meera megan mehdi mehmet mei melinda melody melvin
    mercy meredith merle mervyn mia micah michaela michal miguel mihai mikael mikhail mila milan milena millicent milo mimi
    mina mira miranda mireille mirela mitchell mohan moira molly mona monica monika morag morgan moses mostafa moya muriel
    murray mustafa myfanwy myles myra myrtle nabil nadeem nadia nadine naima naina nancy nanette naomi nasir nasreen nasrin
    natalia natan naveed navin nazia neal ned neela neha neil nell nelson nerys nesta neville ngozi nia niall niamh nick
    nicolas nicole nicolette niels nikhil nikita nikolai nina nisha nita noah noel noelle noor nora noreen norma nuala nuno
    obinna octavia odette oisin olga olive olu olwen omar omari oona ophelia orla orlando oscar osian oskar osman oswald otis
    otto ottoline owain owen pablo paddy paige palesa paloma paola paolo parveen patience paula paulette paulina pauline pavel
    pawel pearl pedro peggy percy perpetua petra petros phil phyllis pierre piers piotr polly poppy portia prakash pranav
    preeti prem preston prince priti priya prudence prunella qasim quentin quincy rabia radek rafael rafferty rafiq rahul raj
    raja rajesh rakesh ralph ramesh ramon ramona rana randolph rani ranjit raphael rashid rashida raul ravi raza razia rebekah
    reece reem reggie rehana renata rene renee reuben rhian rhiannon rhodri rhona rhonda rhys ria ricardo riley rita ritu riya
    roberto rocco rochelle rohan roisin roland rolf roman romeo rory ros rosa rosalie rosanna roseanne rosie ross rowena
    roxana roy ruaridh ruben ruby rudolf rufus rukhsana rupal russell ruta ryan saad saba sabina sabrina sacha sadia sadiq
    safa safiya sahil saira sajid salim sally salma salman salvador sam samir samira sana sandeep sandip sanjay sanjeev sanna
    santiago saoirse sara sasha saskia saul savannah scarlett scott seamus sean selena selina selma serena sergei seth shabana
    shabnam shahid shakira shan shane shania shanice shannon shantelle sharif sharlene shaun shauna shawn shazia sheena sheila
    shelley shelly sherry sheryl shirin shivani shona shreya shyam sian sibyl sienna silas silvia simone sinead sioned sita
    skye sofia sonal sonia sonja sonya sophia soren spencer stacey stacy stefan stefania stella steph stephan suki sullivan
    sultana sunil sunita suresh surinder susanna sushila suzanna sven svetlana swati sybil sylvia tabassum tadhg tahir taiwo
    talia tamar tamika tamsin tania tanisha tanya tara tarek tariq tasha tasneem tatiana tatyana tawanda taylor teagan ted
    tegan tendai terri tess tessa thandi thea thelma theo thora tia tiana tiffany tilly tim tina tobias toby todd tolu tom
    tomas tomasz tommy toni tonya torquil tracy travis tristan trixie trudy tudor tunde tyler tyrone uma umar una ursula usha
    usman uzma valentina valeria vaughan venetia vera verity vernon vicky vijay vikki vikram vimal vinay viola violet vishal
    vivek viviana vivien vivienne vlad vladimir wanda warren warwick wayne wendy wesley whitney wiktor wilbur wilhelm willa
    wilma winona winston wojciech wyn xander xavier xena ximena yaa yahya yan yana yannick yara yasin yasir yasmeen yasmine
    yemi yetunde yolanda yosef ysabel yuki yuri yusuf yvette zac zadie zahid zahra zaid zain zainab zak zara zayn zeinab zelda
    zena zeynep zia zoe zofia zoltan zora zsofia zubair zuzanna
    """
    )
) - word_set("long short hump")
