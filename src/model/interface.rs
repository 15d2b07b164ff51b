//! The program's own sentences, by name; their words stand in `rules/interface.ron`.

use crate::model::text::TextId;

/// Declares the sentences that the program needs, each with its key in the pack.
macro_rules! phrases {
    ($($name:ident = $key:literal,)*) => {
        /// A sentence that the program needs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the key beside each name says what it is, and the pack what it reads")]
        pub enum Phrase { $($name,)* }

        impl Phrase {
            /// All sentences, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The key in `rules/interface.ron`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

phrases! {
    HeadingEmergency = "heading.emergency",
    HeadingUrgent = "heading.urgent",
    HeadingSoon = "heading.soon",
    HeadingRoutine = "heading.routine",
    HeadingSelfCare = "heading.self_care",
    LineEmergency = "line.emergency",
    LineUrgent = "line.urgent",
    LineSoon = "line.soon",
    LineRoutine = "line.routine",
    LineSelfCare = "line.self_care",
    LineNone = "line.none",
    OtherReasons = "outcome.other_reasons",
    YouToldMe = "outcome.you_told_me",
    AdviceHeading = "outcome.advice",
    WithheldHeading = "outcome.withheld",
    WithheldUnknown = "outcome.withheld_unknown",
    WithheldUrgency = "outcome.withheld_urgency",
    Unless = "outcome.unless",
    NotAsked = "outcome.not_asked",
    CouldNotSay = "outcome.could_not_say",
    UnknownEmergency = "unknown.emergency",
    UnknownUrgent = "unknown.urgent",
    UnknownSoon = "unknown.soon",
    UnknownRoutine = "unknown.routine",
    UnknownSelfCare = "unknown.self_care",
    MoreAdvice = "outcome.more_advice",
    Hints = "outcome.hints",
    NoAdvice = "outcome.no_advice",
    NotUsed = "outcome.not_used",
    And = "list.and",
    Yes = "answer.yes",
    No = "answer.no",
    NoneOfThese = "answer.none_of_these",
    UnknownOption = "answer.unknown_option",
    HowToAnswerList = "ask.how_list",
    AnyOfTheOthers = "ask.any_of_the_others",
    AskAgain = "ask.again",
    IfNowCall = "ask.if_now_call",
    ConfirmNone = "confirm.none",
    ConfirmAll = "confirm.all",
    ConfirmAllYes = "confirm.all_yes",
    ConfirmAllNo = "confirm.all_no",
    ConfirmNoOne = "confirm.no_one",
    ConfirmMember = "confirm.member",
    ConfirmValue = "confirm.value",
    DidIGetYouRight = "confirm.emergency",
    Noted = "chat.noted",
    Assumed = "chat.assumed",
    NotUnderstood = "chat.not_understood",
    NotUnderstoodNumber = "chat.not_understood_number",
    NumberOutOfRange = "chat.number_out_of_range",
    NumberOutOfList = "chat.number_out_of_list",
    WhichOne = "chat.which_one",
    AboutYouAgain = "chat.about_you_again",
    NotConfirmed = "chat.not_confirmed",
    AboutOther = "chat.about_other",
    AboutOtherNotYou = "chat.about_other_not_you",
    EmergencyWords = "chat.emergency_words",
    EmergencyStays = "chat.emergency_stays",
    Corrected = "chat.corrected",
    NothingToCorrect = "chat.nothing_to_correct",
    WentBack = "chat.went_back",
    NothingToGoBack = "chat.nothing_to_go_back",
    NothingToSkip = "chat.nothing_to_skip",
    Changed = "chat.changed",
    ChangeWhat = "chat.change_what",
    ChangeUnknown = "chat.change_unknown",
    Restarted = "chat.restarted",
    LanguageNow = "chat.language_now",
    LanguageWhich = "chat.language_which",
    CountryNow = "chat.country_now",
    CountryWhich = "chat.country_which",
    Goodbye = "chat.goodbye",
    GoodbyeEarly = "chat.goodbye_early",
    QuitHint = "chat.quit_hint",
    RecordingTo = "chat.recording_to",
    RecordingFailed = "chat.recording_failed",
    GoingOn = "chat.going_on",
    RulesChanged = "chat.rules_changed",
    DifferentNow = "chat.different_now",
    UnknownCommand = "chat.unknown_command",
    SeveralLines = "chat.several_lines",
    Help = "help.text",
    WhyAsked = "why.asked",
    WhyRules = "why.rules",
    WhyNothing = "why.nothing",
    WhyNotUnknown = "why.not_unknown_advice",
    WhyNotGiven = "why.given",
    WhyNotCondition = "why.condition",
    WhyNotContraindication = "why.contraindication",
    ConditionAll = "condition.all",
    ConditionAny = "condition.any",
    ConditionNot = "condition.not",
    ConditionAtLeast = "condition.at_least",
    ConditionPossibly = "condition.possibly",
    ConditionIs = "condition.is",
    ConditionAbove = "condition.above",
    ConditionAtOrAbove = "condition.at_or_above",
    ConditionBelow = "condition.below",
    ConditionAtOrBelow = "condition.at_or_below",
    StateYes = "state.yes",
    StateNo = "state.no",
    StateOpen = "state.open",
    StateUnknown = "state.unknown",
    SummaryHeading = "summary.heading",
    SummaryAffirmed = "summary.affirmed",
    SummaryDenied = "summary.denied",
    SummaryUnknown = "summary.unknown",
    SummaryNothing = "summary.nothing",
    SourcesHeading = "sources.heading",
    SourcesNothing = "sources.nothing",
    SourceLines = "sources.lines",
    SourceHouse = "sources.house",
    SourceGuideline = "sources.guideline",
    MoreNothing = "more.nothing",
    HowSure = "more.how_sure",
    EvidenceHumanRct = "evidence.human_rct",
    EvidenceHumanObservational = "evidence.human_observational",
    EvidenceHumanSmall = "evidence.human_small",
    EvidenceAnimal = "evidence.animal",
    EvidenceCellModel = "evidence.cell_model",
    EvidenceReview = "evidence.review",
    EvidenceOpinion = "evidence.opinion",
    EvidenceGuideline = "evidence.guideline",
    EvidenceHouse = "evidence.house",
    EvidenceSourceNotFound = "evidence.source_not_found",
    EvidenceNoneNamed = "evidence.none_named",
    StudyTraced = "study.traced",
    StudyNotTraced = "study.not_traced",
    UnitHours = "unit.hours",
    UnitDays = "unit.days",
    UnitYears = "unit.years",
    UnitMinutes = "unit.minutes",
    UnitMilligrams = "unit.mg",
    UnitKilograms = "unit.kg",
    UnitMilligramsPerKilogram = "unit.mg_per_kg",
    UnitDaysPerWeek = "unit.days_per_week",
    UnitPoints = "unit.points",
    ArticlesDoNotSay = "ask.articles_do_not_say",
    LabelSamtale = "label.samtale",
    LabelYou = "label.you",
    PackAndVersion = "footer.pack",
    HandoverTitle = "handover.title",
    HandoverDoctor = "handover.doctor",
    HandoverPerson = "handover.person",
    HandoverName = "handover.name",
    HandoverBorn = "handover.born",
    HandoverDate = "handover.date",
    HandoverAbout = "handover.about",
    HandoverSigned = "handover.signed",
    HandoverNotSigned = "handover.not_signed",
    HandoverSituation = "handover.situation",
    HandoverBackground = "handover.background",
    HandoverAssessment = "handover.assessment",
    HandoverRecommendation = "handover.recommendation",
    HandoverNoReferral = "handover.no_referral",
    HandoverBecause = "handover.because",
    HandoverTold = "handover.told",
    HandoverDeniedSigns = "handover.denied_signs",
    HandoverDenied = "handover.denied",
    HandoverUnknownSigns = "handover.unknown_signs",
    HandoverUnknown = "handover.unknown",
    HandoverOpenSigns = "handover.open_signs",
    HandoverOpen = "handover.open",
    HandoverNothing = "handover.nothing",
    HandoverRules = "handover.rules",
    HandoverContradiction = "handover.contradiction",
    HandoverWasTold = "handover.was_told",
    UrgencyEmergency = "urgency.emergency",
    UrgencyUrgent = "urgency.urgent",
    UrgencySoon = "urgency.soon",
    UrgencyRoutine = "urgency.routine",
    UrgencySelfCare = "urgency.self_care",
    SummarySaved = "summary.saved",
    SummaryNotSaved = "summary.not_saved",
    SummaryWhichFile = "summary.which_file",
    HandoverInFull = "handover.in_full",
    HandoverAttached = "handover.attached",
    HandoverGiven = "handover.given",
    HandoverHeldBack = "handover.held_back",
    HandoverUnless = "handover.unless",
    SummaryHowToSave = "summary.how_to_save",
    ImportSource = "import.source",
    ImportClaim = "import.claim",
    ImportAdviceTitle = "import.advice_title",
    ImportAdviceText = "import.advice_text",
    ImportCaveat = "import.caveat",
}

/// The texts of the program's sentences.
#[derive(Debug, Default)]
pub struct Interface {
    texts: Vec<TextId>,
}

impl Interface {
    /// One text for each of [`Phrase::ALL`], in that order.
    #[must_use]
    pub fn new(texts: Vec<TextId>) -> Self {
        Self { texts }
    }

    /// The text of a sentence.
    #[must_use]
    pub fn text(&self, phrase: Phrase) -> TextId {
        self.texts.get(phrase as usize).copied().unwrap_or(TextId(0))
    }
}
