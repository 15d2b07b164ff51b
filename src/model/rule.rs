//! Rules: advice, referrals, contradictions; and what is said of them: properties and hazards.

use crate::base::id::Id;
use crate::model::TopicId;
use crate::model::condition::Condition;
use crate::model::fact::Slot;
use crate::model::text::TextId;
use crate::model::urgency::Urgency;

/// Condition → advice.
#[derive(Debug, Clone)]
pub struct Advice {
    /// Its id.
    pub id: Id,
    /// Its topic.
    pub topic: TopicId,
    /// The line of the first screen; never a dose.
    pub title: TextId,
    /// The advice.
    pub text: TextId,
    /// What stands behind "more".
    pub more: Option<TextId>,
    /// When it is given.
    pub when: Condition,
    /// The claims it rests on, as positions; at least one.
    pub claims: Vec<usize>,
    /// The strongest caveat, shown beside the title, as a position.
    pub caveat: Option<usize>,
    /// What withholds it.
    pub contraindications: Vec<Contraindication>,
    /// It is withheld from this urgency up.
    pub stops_at: Urgency,
    /// Whether the week plan stands below its text.
    pub shows_week: bool,
    /// Advice, as positions, that says the opposite and must not stand on the same screen.
    pub contradicts: Vec<usize>,
}

/// A condition that withholds an advice.
#[derive(Debug, Clone)]
pub struct Contraindication {
    /// Block, or ask a doctor first.
    pub kind: ContraindicationKind,
    /// When it withholds.
    pub when: Condition,
    /// Why, to the person.
    pub reason: TextId,
    /// The claims it rests on, as positions.
    pub claims: Vec<usize>,
    /// The referral that it raises, as a position.
    pub refer: Option<usize>,
}

/// The kind of a contraindication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContraindicationKind {
    /// Not for this person.
    Block,
    /// Only after a doctor has said yes.
    AskFirst,
}

/// Condition → urgency and where to turn.
#[derive(Debug, Clone)]
pub struct Referral {
    /// Its id.
    pub id: Id,
    /// Its topic.
    pub topic: TopicId,
    /// How soon.
    pub urgency: Urgency,
    /// One line, when other cards stand above it.
    pub title: TextId,
    /// When it holds by itself (an empty `any` where only contraindications raise it).
    pub when: Condition,
    /// A heading of its own; each urgency has one.
    pub heading: Option<TextId>,
    /// What it is about.
    pub text: TextId,
    /// What to do; at most five.
    pub points: Vec<Point>,
    /// The claims it rests on, as positions.
    pub claims: Vec<usize>,
    /// How it is shown.
    pub style: ReferralStyle,
}

/// How a referral is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferralStyle {
    /// As a care card.
    Card,
    /// Beside the advice that it clears.
    Beside,
}

/// One point of a card.
#[derive(Debug, Clone)]
pub struct Point {
    /// What to do.
    pub text: TextId,
    /// Shown only while this is yes.
    pub when: Condition,
}

/// Findings that cannot all be right.
#[derive(Debug, Clone)]
pub struct Contradiction {
    /// Its id.
    pub id: Id,
    /// When they contradict each other.
    pub when: Condition,
    /// What to say of it.
    pub text: TextId,
    /// How soon it should be cleared up.
    pub urgency: Urgency,
    /// The findings to look at.
    pub facts: Vec<Slot>,
}

/// A safety statement of the pack.
#[derive(Debug, Clone)]
pub struct Property {
    /// Its id.
    pub id: Id,
    /// In words, for a clinician.
    pub means: TextId,
    /// What must hold.
    pub statement: PropertyStatement,
}

/// What must hold on every path.
#[derive(Debug, Clone)]
pub enum PropertyStatement {
    /// This advice (a position) is never given while the condition is yes or unknown.
    Never(usize, Condition),
    /// While the condition is yes, some referral of at least this urgency holds.
    Always(Condition, Urgency),
    /// Whenever the first condition is yes, so is the second.
    Whenever(Condition, Condition),
    /// All of these come before that.
    Before(Vec<Mark>, Mark),
    /// Each of these is among the first so many questions, unless it was told.
    Within(u32, Vec<Slot>),
}

/// Something that happens on the way through a dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A step asks a slot.
    Asked(Slot),
    /// An assess step gives an advice (a position).
    Given(usize),
    /// A dialogue (a position) comes to a step (a position).
    Passed(usize, usize),
}

/// A row of the hazard log.
#[derive(Debug, Clone)]
pub struct Hazard {
    /// Its id.
    pub id: Id,
    /// What could go wrong.
    pub cause: String,
    /// What it could do to the person.
    pub harm: String,
    /// 1 (slight) to 5 (death).
    pub severity: u8,
    /// 1 (hardly ever) to 5 (often).
    pub likelihood: u8,
    /// What controls it.
    pub controls: Vec<HazardControl>,
    /// What risk remains.
    pub residual: String,
}

/// What controls a hazard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HazardControl {
    /// A referral rule, as a position.
    Referral(usize),
    /// An advice rule (its contraindications), as a position.
    Advice(usize),
    /// A property, as a position.
    Property(usize),
    /// A transcript, by file name.
    Transcript(String),
}
