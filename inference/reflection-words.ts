/**
 * The words by which find-conflict.ts tells a danger that is present from one that is denied, over, or told. They are for
 * the third-person English in which the model reasons, in lower case. Gaps between words are bounded, so that matching
 * stays linear.
 */

const THEMSELVES = "(?:themsel(?:f|ves)|himself|herself|oneself)";
const THEIR_LIFE = "(?:their|his|her|one's)(?: own)? li(?:fe|ves)";
const HURT =
  "(?:kill|murder|hurt|harm|shoot|stab|attack|beat|strangle|choke|poison|assault|injure|rape|burn|bomb|blow up)";
const SOMEBODY =
  "(?:them|him|her|the (?:user|speaker|person|child|teen|girl|boy|woman|man|friend)|(?:their|his|her|a|the) (?:\\w+ )?(?:partner|wife|husband|boyfriend|girlfriend|child|children|kids?|son|daughter|mother|father|mom|mum|dad|sister|brother|sibling|parent|friend|student|grandmother|grandfather))";
const KINDS_OF_ABUSE =
  "(?:domestic|physical|emotional|sexual|verbal|financial|psychological|intimate partner|partner|child|elder|spousal|family)";
const STATES =
  "(?:express|disclos|describ|report|stat|reveal|indicat|suggest|show|exhibit|experienc|fac|endur|undergo|admit|confess|signal|demonstrat|convey|display)\\w*";

/** Each of these, where nothing around it takes it back, says that somebody is in danger. */
export const DANGERS = new RegExp(
  [
    // Suicide
    "last (?:night|day|hours?) (?:alive|on earth)|(?:intends?|plans?|planning|wants?|about|going) to jump(?= |,|$)(?! (?:rope|in\\b|into|at|on))",
    "suicidal(?:ity| (?:ideation|intent\\w*|thoughts?|thinking|plan\\w*|feelings|crisis|urges?|state|impulses?|attempt|desires?|behaviou?rs?))?",
    "(?:suicide|overdose) (?:plan|attempt|note|pact|method|ideation|intent)s?",
    "(?:plan\\w*|intent\\w*|intends?|contemplat\\w*|consider\\w*|attempt\\w*|thoughts?|thinking|thinks|wants?|wish\\w*|risk|threat\\w*|prepar\\w*)(?: \\w+){0,3} (?:suicide|overdos\\w*|end it all|die)",
    `(?:end|ends|ending|ended|take|takes|taking) ${THEIR_LIFE}`,
    `kill(?:s|ing)? ${THEMSELVES}`,
    "(?:desire|ready|going|hop\\w+|pray\\w*|longing|urge) (?:to|for) (?:die|be dead|death)",
    "(?:wish\\w*|want\\w*)(?: \\w+){0,2} (?:to be dead|not to (?:live|exist|wake up|be alive)|were dead)",
    "(?:no longer|not|n't|never) (?:want\\w*|wish\\w*|desire\\w*|see\\w* (?:a|any) (?:point|reason))(?: \\w+){0,2} (?:live|living|exist\\w*|wake up|be alive|be here|alive|go(?:ing)? on)",
    "(?:no|lost the|without a) (?:reason|will|desire|wish) to (?:live|go on|exist)",
    "better off (?:dead|without (?:them|him|her))",
    "(?:not|n't) worth living|nothing to live for|planning (?:their|his|her) (?:own )?(?:death|funeral)",
    "(?:giv\\w+|gave) away (?:their|his|her|all) (?:\\w+ )?(?:belongings|possessions|things|pets?)",
    "(?:feel\\w*|being|are|is|as) (?:like )?a burden|(?:everyone|everybody|others|family|people) would be (?:happier|better)",
    "jump(?:s|ed|ing)? (?:off|from|in front of) (?:a|the) (?:\\w+ )?(?:bridge|building|roof|cliff|balcony|train|ledge|window)",
    `(?:use|turn|using|turning) (?:it|the \\w+|a \\w+) on ${THEMSELVES}`,
    "imminent suicide|die by suicide",
    "(?:goodbye|farewell) (?:note|letter|message)s?(?! (?:for|to) (?:a|an|the|their|his|her) (?:\\w+ )?(?:colleague|co-?worker|teacher|team|boss|manager|class|neighbou?r))|(?:writ\\w+|wrote|say\\w*|said) (?:\\w+ ){0,2}(?:goodbyes|farewell to (?:their|his|her) (?:family|children|kids|friends|loved))",
    "(?:taken|took|swallow\\w+|intentional|deliberate)(?: \\w+){0,4} (?:overdose|pills|tablets)",
    // Self-harm and self-neglect
    "bing(?:e|es|ing) (?:eating )?and (?:vomit|purg)\\w*",
    "self[- ](?:harm\\w*|injur\\w*|mutilat\\w*|inflicted|neglect\\w*)",
    `(?:cut|cuts|cutting|burn|burns|burning|hurt|hurts|hurting|harm|harms|harming|starv(?:e|es|ing)|injur(?:e|es|ing)) ${THEMSELVES}`,
    "(?:eating disorder|disordered eating|anorexi\\w*|bulimi\\w*)",
    `mak(?:e|es|ing) ${THEMSELVES} (?:throw up|vomit|sick)|restrict\\w*(?: \\w+){0,3} (?:calories|intake|food)`,
    "(?:cut|cuts|cutting|slit\\w*|slash\\w*|burn(?:s|ed|ing)?|carv\\w+)(?: \\w+){0,3} (?:arms?|wrists?|skin|thighs?|legs?)",
    "(?:purging|self-starvation|severe(?:ly)? (?:food |caloric )?restrict\\w*|(?:refus|stopp|restrict)(?:es|ed|ing|s)(?: to)?(?: \\w+){0,2} (?:food|eat(?:ing)?(?= (?:anything|at all|for|and|any|food)|,|$)|insulin|medication|medical (?:care|treatment)|treatment))",
    "(?:not|n't) (?:eaten|eat|eating|drunk|taken (?:\\w+ ){0,2}(?:insulin|medication))(?: \\w+){0,3} (?:for|in) (?:\\w+ )?(?:days|weeks)",
    // Violence
    `(?:threat\\w*|plan\\w*|intent\\w*|intends?|wants?|wanting|going|desire|urges?|about|prepar\\w*|fantas\\w*|thoughts?|thinking|thinks)(?: \\w+){0,2} (?:to|of|about) (?:\\w+ )?${HURT}(?:ing)? (?!time|two|it|hoops|photos?|(?:a|the) (?:film|movie|video|breeze|lights?|engine))`,
    `(?:tell|tells|telling|command\\w*|order\\w*|urg(?:e|es|ing)) (?:them|him|her) to ${HURT}`,
    "bring(?:s|ing)? (?:a|the|his|her|their) (?:gun|weapon|knife|bomb|rifle)",
    "homicid\\w*",
    "(?:threat\\w*|plan\\w*|acts?|intent\\w*|risk|victim\\w*|escalat\\w*)(?: of| for)?(?: \\w+){0,2} violence",
    "(?:violent|physical|sexual|death) (?:intent\\w*|threats?|ideation|assaults?|attacks?|urges?|violence)",
    "(?:domestic|intimate partner|family|dating|gun|mass) (?:violence|shooting)",
    `(?:pos\\w+|present\\w*)(?: \\w+){0,3} (?:threat|danger|risk) to (?:${THEMSELVES}|others|people|someone|society|the (?:public|community)|${SOMEBODY})`,
    // Abuse, sexual violence, neglect
    "withh(?:old|olds|olding|eld) (?:food|water|medication|insulin)|lock(?:s|ed|ing) (?:them|her|him) (?:in|up|out)",
    `${KINDS_OF_ABUSE}(?: and \\w+)? (?:abuse|maltreatment)`,
    `(?:ongoing|being|current(?:ly)?|escalating|severe|repeated(?:ly)?|victim of|subjected to|suffer\\w*|${STATES})(?: \\w+){0,3} (?:abus\\w+|violence|assault\\w*|neglect\\w*|exploit\\w*|stalk\\w*|groom\\w*|harass\\w*|traffick\\w*|coerc\\w*|threatened|blackmail\\w*|hit|beaten|hurt by|held against)`,
    "abusive (?:relationship|partner|husband|wife|boyfriend|girlfriend|parents?|father|mother|home|marriage|situation|behaviou?r|household|environment)",
    `(?:hits?|hitting|beats?|beating|chok(?:es|ed|ing)|strangl(?:es|ed|ing)|slaps?|slapp(?:ed|ing)|punch(?:es|ed|ing)|kick(?:s|ed|ing)|molest(?:s|ed|ing)|rap(?:es|ed|ing)|assault(?:s|ed|ing)|abus(?:es|ed|ing)|stalk(?:s|ed|ing)|threaten(?:s|ed|ing)|harass(?:es|ed|ing)|groom(?:s|ed|ing)|traffick(?:s|ed|ing)|blackmail(?:s|ed|ing)|neglect(?:s|ed|ing)) ${SOMEBODY}`,
    "(?:coercive control|sexual(?:ly)? (?:coerc\\w*|abus\\w*|exploit\\w*|assault\\w*|violen\\w*)|non-?consensual|was raped|rape[ds]?(?! me)|molest\\w+)",
    "(?:child|elder|medical|parental) neglect|neglect of (?:a|an|the|their|his|her)",
    "(?:left|leaving|leaves)(?: \\w+){0,4} (?:without (?:food|care|supervision)|unsupervised)",
    "(?:left|leaving|leaves|kept)(?: \\w+){0,4} (?:unfed|hungry|soiled|in filth|alone for days)",
    "hands? (?:around|on) (?:her|his|their) (?:neck|throat)|(?:could|can)(?:not|n't| not) breathe",
    "touch(?:es|ed|ing) (?:them|him|her) (?:at night|sexually|inappropriately|against)",
    // Exploitation and stalking
    "(?:sexual|explicit|inappropriate|nude) (?:messages|photos|images|pictures) (?:to|from|of|with) (?:a|an|the|their|his|her) (?:child|minor|student|pupil|\\d+)",
    "(?:watching|following) (?:and (?:watching|following) )?(?:them|her|him) (?:every|everywhere|home|constantly|at night)",
    "threaten(?:s|ed|ing)? to (?:send|share|post|release|publish|leak|expose|take)",
    "demand\\w*(?: \\w+){0,3} (?:nude|naked|explicit|intimate|sexual)",
    "(?:took|taken|takes|withh\\w+|confiscat\\w+) (?:her|his|their) passport|(?:not|n't|never) (?:let|allow\\w*) (?:her|him|them) (?:to )?leave",
    "(?:shows?|showing|turns?) up at (?:her|his|their)(?: \\w+)? (?:work|workplace|home|house|school)|follow(?:s|ed|ing) (?:her|his|their) car",
    "(?:sextort\\w*|human traffick\\w*|sex traffick\\w*|forced (?:labou?r|sex\\w*|marriage)|online grooming|being groomed|sexual grooming|child (?:sexual )?exploitation)",
    "(?:stalk(?:ed|ing|er|ers)(?! (?:deer|prey|elk|animals))|being followed(?! (?:by (?:a|an|the) (?:brand|account|company|fan)|on (?:social|insta|twitter)))|unwanted (?:contact|pursuit|sexual)|follow(?:s|ed|ing) (?:them|him|her) home|track(?:s|ed|ing) (?:their|his|her) (?:location|phone|movements))",
    // Danger as such
    `(?:a|serious|real|clear) (?:danger|threat|risk) to (?:${THEMSELVES}|others|people|someone|the public)`,
    "(?:at|in) (?:an? )?(?:\\w+ )?(?:imminent|immediate|serious|acute|high|elevated|grave|significant|severe|extreme|current|real) (?:\\w+ )?(?:risk|danger|crisis)",
    "(?:imminent|immediate|acute|genuine|serious|active) (?:\\w+ )?(?:risk|danger|threat|harm|crisis)",
    "(?:is|are) (?:in|at) (?:danger|risk|crisis)\\b",
    "(?:requir|need|warrant|call)\\w*(?: for)? (?:immediate|urgent|emergency) (?:\\w+ )?(?:intervention|attention|help|assistance|care|response|action)",
    "(?:fears?|fearing|afraid) for (?:their|his|her) (?:life|lives|safety)",
  ]
    .map((danger) => `\\b(?:${danger})`)
    .join("|"),
  "g",
);

/** A first-person statement of danger, for quotations: they count only where the model says nothing that calms. */
export const QUOTED_DANGER =
  /\b(?:(?:want|going|plan|ready|wanna|gonna)(?: to)? (?:die|kill (?:myself|him|her|them)|end (?:it all|my life)|hurt (?:myself|him|her|them))|kill(?:ing)? myself|end(?:ing)? my life|cut(?:ting)? myself|he (?:hits|beats|chokes|raped) me|she (?:hits|beats) me)\b/;

/** Denies what follows it. */
export const NEGATION =
  /\b(?:no|not|never|none|neither|nor|without|cannot be (?:considered|read|taken)|den(?:y|ies|ied|ying)|lack(?:s|ing)?|absence|absent|rather than|instead of|as opposed to|unlikely|low (?:risk|level|likelihood|probability)|low-risk|minimal|little (?:to no|risk|evidence|indication)|free of|rul(?:es?|ed|ing) out|negative for|nothing|unrelated to|far from|(?:therapist|doctor|counsell?or|nurse|form|questionnaire) ask(?:s|ed) about|screen(?:ed|ing) for|prevent\w*|avoid\w*|against)\b|n't\b/g;

/** Denies what stands before it. */
export const DENIED_AFTER =
  /^[^,]{0,30}?\b(?:(?:is|are|was|were|being|seems?|appears?)(?: \w+)? (?:not|absent|denied|ruled out|unlikely|low|minimal)|not (?:present|evident|indicated|apparent|detected|identified)|(?:is|are|was|were)n't)\b/;

/** Looks like a denial of what follows and is none: it is what a person in danger cannot, or did not, do. */
export const FALSE_NEGATION =
  /\b(?:not (?:only|just|merely|simply|yet)|no doubt|without (?:a )?doubt|(?:cannot|can't|can not|could not|should not|must not)(?: be)? (?:ruled? out|dismiss\w*|exclud\w*|cope|go on|escape|leave|stop|sleep|bear|take|see|continue|stand|find)|(?:does not|doesn't|did not|didn't|not) (?:deny|denied)|(?:not|n't|never|nobody|no one)(?: \w+)? (?:told|tell|telling|disclosed|reported|left|sought|seeking|spoken|safe|know\w*|sleep\w*|cop\w+|believe\w*|help\w*|feel safe|seek\w*)|no (?:help|support|way out|hope|escape|friends|money|options|future|purpose|one)|without (?:help|support|hope)|not (?:a |an )?(?:jok\w*|hyperbol\w*|exaggerat\w*|fiction\w*|metaphor\w*|figur\w*|sarcas\w*|humor\w*))\b/g;

/** Puts a danger into the past, or says that it is over. Also grief, which follows a danger that has passed. */
export const PAST =
  /\b(?:past|previous(?:ly)?|used to|history of|formerly|former (?:self|suicid\w*|abus\w*)|once (?:was|were|felt|struggled|had)|(?:years?|months?|decades?|long) (?:ago|earlier|before)|recover(?:y|ed|ies)|in remission|treatment for|treated for|overc(?:ame|ome|oming)|surviv(?:ed|or|ors|ing)|no longer|in (?:their|his|her) (?:youth|childhood|teens|twenties)|as an? (?:child|teen\w*|kid|adolescent)|back then|(?:has|have|had) (?:since )?(?:healed|stopped|ended|escaped|moved on)|left (?:the|an|that|their|his|her) (?:abusive|violent|relationship|husband|partner|marriage)|resolved|when they were (?:younger|young|a \w+)|growing up|clean (?:for|from|since)|died by suicide|lost (?:\w+ ){1,4}to suicide|bereave\w*|grie(?:f|ving|ve\w*)|mourn\w*|anniversary|memorial)\b/;

/** Makes a danger present again, standing right before it. */
export const PRESENT =
  /\b(?:current(?:ly)?|ongoing|now|again|still|active(?:ly)?|continu\w+|relaps\w+|imminent|acute|today|tonight|recent(?:ly)?|returning|resurfac\w+|persistent|escalating)\b[^,]{0,30}$/;

/** What is in trouble is no person. Stands before a danger. */
export const NOBODY =
  /\b(?:cats?|dogs?|pets?|pupp(?:y|ies)|kittens?|horses?|birds?|animals?|phones?|cars?|computers?|laptops?|servers?|batter(?:y|ies)|startups?|compan(?:y|ies)|business|project|deadline|econom(?:y|ies)|markets?|investments?|plants?)(?: \w+){0,3} $/;

/** Tells a danger as figure of speech, fiction, news, study, or work. */
export const CONTEXT =
  /\b(?:hyperbol\w*|exaggerat\w*|jok(?:e|es|ed|ing|ingly)|sarcas\w*|iron(?:y|ic|ically)|humou?r\w*|playful\w*|banter\w*|figurative\w*|metaphor\w*|figures? of speech|idiom\w*|slang|colloquial\w*|meme\w*|dramatic(?:ally)?|light-?hearted\w*|casual\w*|not (?:\w+ ){0,2}(?:genuine|literal|serious|real|actual|meant)\w*|rather than (?:\w+ ){0,3}(?:genuine|literal|serious|real|actual)\w*|fiction\w*|novels?|stor(?:y|ies)|storyline|chapters?|authors?|hero(?:es|ine)?|creative writing|dreams?|nightmares?|characters?|movies?|films?|tv|television|series|episodes?|(?:video )?games?|gam(?:er|ers|ing)|gameplay|lyrics?|songs?|albums?|books?|plot|scenes?|scripts?|screenplay|poems?|poetry|literary|literature|protagonist|villain|fantasy (?:world|setting|novel)|role-?play\w*|histor(?:ical|ically|ian)|news|article|headline\w*|documentar\w*|podcasts?|research\w*|academic\w*|stud(?:y|ies|ying)|essay|thesis|statistic\w*|education\w*|class|course|lecture|homework|assignment|polic(?:y|ies)|legislation|laws?|prevention|awareness|hypothetical\w*|theoretical\w*|philosoph\w*|general (?:information|knowledge|question|inquiry|curiosity|interest)|informational|professional\w*|(?:for|of|with|in) patients|protocols?|clinical|training|volunteer\w*|by accident|accidental(?:ly)?|pest\w*|insects?|bugs?|mosquito\w*|weeds?|code|coding|software|sports?|team|match)\b/g;

/** A story, of which the sentences after it may go on to tell. */
export const STORY =
  /\b(?:fiction\w*|novels?|stor(?:y|ies)|characters?|movies?|films?|series|episodes?|games?|books?|plot|scenes?|scripts?|screenplay|protagonist|villain|role-?play\w*)\b/;

/** With these in front, a context is a guess or a cover, and takes nothing back. */
export const HEDGED =
  /\b(?:may|might|could|possibly|perhaps|potentially|mask\w*|guise|disguis\w*|hid(?:e|es|ing)|veil\w*|beneath|behind|framed as|phrased as|presented as)\b/;

/** The same where it stands behind: humour that covers something. */
export const COVER = /^ (?:to|that|which) (?:mask|hide|cover|disguise|deflect)/;

/** Speaks of what was said before, so that a context found here holds for that too. */
export const POINTS_BACK =
  /\b(?:this|that|it|these|those|which|the (?:\w+ )?(?:context|tone|language|phrase|phrasing|statement|expression|message|comment|remark|wording|content|request|conversation|text|question))\b/;
