//! The texts of a pack with what they belong to.

use crate::check::context::Spot;
use crate::model::Model;
use crate::model::dialogue::StepKind;
use crate::model::fact::{Fact, FactKind};
use crate::model::text::TextId;

/// What a text belongs to; positions in the model's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A fact or a member of it.
    Fact(usize),
    /// A claim.
    Claim(usize),
    /// A caveat.
    Caveat(usize),
    /// An advice rule.
    Advice(usize),
    /// A contraindication of an advice rule.
    Contraindication(usize, usize),
    /// A referral rule; a point of it by its number.
    Referral(usize, Option<usize>),
    /// A contradiction.
    Contradiction(usize),
    /// A conflict.
    Conflict(usize),
    /// A dialogue.
    Dialogue(usize),
    /// A type of session of the week plan.
    Session(usize),
    /// What the week plan says of some sessions.
    SessionDetail(usize),
    /// A sentence of the week plan.
    Week,
}

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A noun or a line: a title, a label, a heading.
    Line,
    /// Sentences.
    Prose,
}

/// A text with what it belongs to and where it stands.
#[derive(Debug, Clone)]
pub(super) struct OwnedText {
    pub(super) id: TextId,
    pub(super) owner: Owner,
    pub(super) form: Form,
    pub(super) spot: Spot,
}

/// All texts that rest on something, in the order of the model. The program's own sentences, names
/// and what only authors read are left out.
pub(super) fn owned_texts(model: &Model) -> Vec<OwnedText> {
    let mut list = List(Vec::new());
    let origins = &model.origins;
    for (n, (fact, origin)) in model.facts.iter().zip(&origins.facts).enumerate() {
        list.fact(n, fact, &Spot::entry(*origin));
    }
    for (n, (claim, origin)) in model.claims.iter().zip(&origins.claims).enumerate() {
        list.prose(claim.text, Owner::Claim(n), Spot::claim(*origin).field("text"));
    }
    for (n, (caveat, origin)) in model.caveats.iter().zip(&origins.caveats).enumerate() {
        list.prose(caveat.text, Owner::Caveat(n), Spot::entry(*origin).field("text"));
    }
    for (n, (conflict, origin)) in model.conflicts.iter().zip(&origins.conflicts).enumerate() {
        let spot = Spot::entry(*origin).field("resolution");
        list.prose(conflict.resolution, Owner::Conflict(n), spot);
    }
    list.advice(model);
    list.referrals(model);
    for (n, (rule, origin)) in model.contradictions.iter().zip(&origins.contradictions).enumerate()
    {
        list.prose(rule.text, Owner::Contradiction(n), Spot::entry(*origin).field("text"));
    }
    list.dialogues(model);
    list.week(model);
    list.0
}

struct List(Vec<OwnedText>);

impl List {
    fn line(&mut self, id: TextId, owner: Owner, spot: Spot) {
        self.0.push(OwnedText { id, owner, form: Form::Line, spot });
    }

    fn prose(&mut self, id: TextId, owner: Owner, spot: Spot) {
        self.0.push(OwnedText { id, owner, form: Form::Prose, spot });
    }

    fn fact(&mut self, n: usize, fact: &Fact, spot: &Spot) {
        let owner = Owner::Fact(n);
        self.line(fact.title, owner, spot.field("title"));
        for (text, field) in [
            (fact.question, "question"),
            (fact.hint, "hint"),
            (fact.why, "why"),
            (fact.simpler, "simpler"),
        ] {
            if let Some(text) = text {
                self.prose(text, owner, spot.field(field));
            }
        }
        let list = spot.field("kind").index(0);
        match &fact.kind {
            FactKind::OneOf(choices) => {
                for (number, choice) in choices.iter().enumerate() {
                    self.line(choice.label, owner, list.index(number).field("label"));
                }
            }
            FactKind::Set(members) => {
                for (number, member) in members.iter().enumerate() {
                    let spot = list.index(number);
                    self.line(member.label, owner, spot.field("label"));
                    for (text, field) in [
                        (member.question, "question"),
                        (member.why, "why"),
                        (member.simpler, "simpler"),
                    ] {
                        if let Some(text) = text {
                            self.prose(text, owner, spot.field(field));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn advice(&mut self, model: &Model) {
        for (n, (rule, origin)) in model.advice.iter().zip(&model.origins.advice).enumerate() {
            let spot = Spot::entry(*origin);
            self.line(rule.title, Owner::Advice(n), spot.field("title"));
            self.prose(rule.text, Owner::Advice(n), spot.field("text"));
            if let Some(more) = rule.more {
                self.prose(more, Owner::Advice(n), spot.field("more"));
            }
            let list = spot.field("contraindications");
            for (number, contraindication) in rule.contraindications.iter().enumerate() {
                let spot = list.index(number).field("reason");
                self.prose(contraindication.reason, Owner::Contraindication(n, number), spot);
            }
        }
    }

    fn referrals(&mut self, model: &Model) {
        for (n, (rule, origin)) in model.referrals.iter().zip(&model.origins.referrals).enumerate()
        {
            let spot = Spot::entry(*origin);
            self.line(rule.title, Owner::Referral(n, None), spot.field("title"));
            if let Some(heading) = rule.heading {
                self.line(heading, Owner::Referral(n, None), spot.field("heading"));
            }
            self.prose(rule.text, Owner::Referral(n, None), spot.field("text"));
            let list = spot.field("points");
            for (number, point) in rule.points.iter().enumerate() {
                // a point with a condition has its text one level further down
                let spot = list.index(number).field("text");
                self.prose(point.text, Owner::Referral(n, Some(number)), spot);
            }
        }
    }

    fn week(&mut self, model: &Model) {
        let (Some(rules), Some(origin)) = (&model.week, model.origins.week) else { return };
        let spot = Spot::top(origin.file, "sessions");
        for (n, session) in rules.sessions.iter().enumerate() {
            self.line(session.title, Owner::Session(n), spot.index(n).field("title"));
        }
        let spot = Spot::top(origin.file, "details");
        for (n, detail) in rules.details.iter().enumerate() {
            self.line(detail.text, Owner::SessionDetail(n), spot.index(n).field("text"));
        }
        let texts = &rules.texts;
        let spot = Spot::top(origin.file, "texts");
        self.line(texts.rest, Owner::Week, spot.field("rest"));
        self.prose(texts.serves, Owner::Week, spot.field("serves"));
        self.prose(texts.serves_few, Owner::Week, spot.field("serves_few"));
    }

    fn dialogues(&mut self, model: &Model) {
        for (n, (dialogue, origin)) in
            model.dialogues.iter().zip(&model.origins.dialogues).enumerate()
        {
            let owner = Owner::Dialogue(n);
            self.line(dialogue.title, owner, Spot::top(origin.file, "title"));
            for (number, step) in dialogue.steps.iter().enumerate() {
                let spot = Spot::top(origin.file, "steps").index(number);
                match &step.kind {
                    StepKind::Say { text, .. } | StepKind::End { text: Some(text) } => {
                        self.prose(*text, owner, spot.field("text"));
                    }
                    StepKind::Listen { lead, .. } | StepKind::Ask { lead: Some(lead), .. } => {
                        self.prose(*lead, owner, spot.field("lead"));
                    }
                    _ => {}
                }
            }
        }
    }
}
