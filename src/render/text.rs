//! Texts with their placeholders filled in, in one language and for one country.

use crate::base::country::Country;
use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::model::Model;
use crate::model::contact::{Contact, Service};
use crate::model::fact::{FactId, FactKind, Slot, Unit};
use crate::model::finding::{Finding, Findings};
use crate::model::grounding::Evidence;
use crate::model::interface::Phrase;
use crate::model::text::{Piece, TextId};
use crate::model::urgency::Urgency;

/// Speaks one language, with the phone lines of one country and the person's own values.
#[derive(Debug, Clone, Copy)]
pub struct Speech<'a> {
    /// The pack.
    pub model: &'a Model,
    /// The language.
    pub language: Language,
    /// Whose phone lines are shown.
    pub country: Country,
    /// The region of the country, as its contacts name it.
    pub region: Option<&'a str>,
    /// The values for placeholders; none where no person is there.
    pub findings: Option<&'a Findings>,
}

impl<'a> Speech<'a> {
    /// The same with other values.
    #[must_use]
    pub fn about<'b>(self, findings: &'b Findings) -> Speech<'b>
    where
        'a: 'b,
    {
        Speech { findings: Some(findings), ..self }
    }

    /// A text of the pack.
    #[must_use]
    pub fn text(&self, id: TextId) -> String {
        self.fill(id, &[])
    }

    /// A text of the pack, with its named placeholders.
    #[must_use]
    pub fn text_with(&self, id: TextId, values: &[(&str, &str)]) -> String {
        self.fill(id, values)
    }

    /// A sentence of the program, with its named placeholders.
    #[must_use]
    pub fn phrase(&self, phrase: Phrase, values: &[(&str, &str)]) -> String {
        self.fill(self.model.interface.text(phrase), values)
    }

    fn fill(&self, id: TextId, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for piece in self.model.texts.get(id, self.language) {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Value(fact) => filled.push_str(&self.value_of(*fact)),
                Piece::Rest(whole, fact) => filled.push_str(&self.rest(*whole, *fact)),
                Piece::Contact(service) => filled.push_str(&self.contact(*service)),
                Piece::Named(name) => {
                    let value = values.iter().find(|(known, _)| *known == name.as_str());
                    filled.push_str(value.map_or("…", |(_, value)| value));
                }
            }
        }
        filled
    }

    /// A fact's value without its unit: a number, an option, or the affirmed members of a set.
    fn value_of(&self, fact: FactId) -> String {
        let fact = &self.model.facts[fact.index()];
        let Some(findings) = self.findings else { return "…".to_owned() };
        if matches!(fact.kind, FactKind::Set(_)) {
            let affirmed = fact.slots().filter(|slot| findings.get(*slot) == Finding::Affirmed);
            let labels: Vec<String> = affirmed.map(|slot| self.slot_label(slot)).collect();
            return self.list(&labels);
        }
        match findings.get(fact.first_slot) {
            Finding::Number(number) => self.number(number),
            finding => self.finding_in_words(fact.first_slot, finding),
        }
    }

    fn rest(&self, whole: Decimal, fact: FactId) -> String {
        let slot = self.model.facts[fact.index()].first_slot;
        match self.findings.map(|findings| findings.get(slot)) {
            Some(Finding::Number(value)) => {
                let rest = whole.checked_sub(value).unwrap_or(Decimal::ONE);
                self.number(rest.max(Decimal::ONE))
            }
            _ => self.number(whole),
        }
    }

    /// A number as the language writes it, with at most two decimals.
    #[must_use]
    pub fn number(&self, number: Decimal) -> String {
        let hundredths = 10_000;
        let rounded = number.millionths() / hundredths
            + i128::from(number.millionths() % hundredths >= hundredths / 2);
        Decimal::from_millionths(rounded * hundredths).in_words_of(self.language)
    }

    /// A phone line: its name and number.
    #[must_use]
    pub fn contact(&self, service: Service) -> String {
        self.model
            .contact(service, self.country, self.region)
            .map_or_else(|| "…".to_owned(), |contact| self.contact_line(contact))
    }

    fn contact_line(&self, contact: &Contact) -> String {
        let name = contact.name.map(|name| self.text(name));
        match (name, &contact.number) {
            (Some(name), Some(number)) => format!("{name} {number}"),
            (Some(name), None) => name,
            (None, Some(number)) => number.clone(),
            (None, None) => "…".to_owned(),
        }
    }

    /// What a slot is called: a member's label, or a fact's title.
    #[must_use]
    pub fn slot_label(&self, slot: Slot) -> String {
        match self.model.member_of(slot) {
            Some(member) => self.text(member.label),
            None => self.text(self.model.fact_of(slot).title),
        }
    }

    /// What a slot is called inside a sentence: the label begins in lower case.
    #[must_use]
    pub fn slot_in_sentence(&self, slot: Slot) -> String {
        lower_first(&self.slot_label(slot))
    }

    /// A finding in words, with its unit.
    #[must_use]
    pub fn finding_in_words(&self, slot: Slot, finding: Finding) -> String {
        match finding {
            Finding::Open => self.phrase(Phrase::StateOpen, &[]),
            Finding::Unknown => self.phrase(Phrase::StateUnknown, &[]),
            Finding::Denied => lower_first(&self.phrase(Phrase::No, &[])),
            Finding::Affirmed => lower_first(&self.phrase(Phrase::Yes, &[])),
            Finding::Number(number) => self.amount(slot, number),
            Finding::Choice(option) => match &self.model.fact_of(slot).kind {
                FactKind::OneOf(choices) => choices
                    .get(usize::from(option))
                    .map_or_else(String::new, |choice| lower_first(&self.text(choice.label))),
                _ => String::new(),
            },
        }
    }

    /// A number of a fact with its unit: "6,5 timer".
    #[must_use]
    pub fn amount(&self, slot: Slot, number: Decimal) -> String {
        let unit = match &self.model.fact_of(slot).kind {
            FactKind::Number(kind) => kind.unit,
            FactKind::Derived(kind) => kind.unit,
            _ => return self.number(number),
        };
        let phrase = match unit {
            Unit::Hours => Phrase::UnitHours,
            Unit::Days => Phrase::UnitDays,
            Unit::Years => Phrase::UnitYears,
            Unit::Minutes => Phrase::UnitMinutes,
            Unit::Milligrams => Phrase::UnitMilligrams,
            Unit::Kilograms => Phrase::UnitKilograms,
            Unit::MilligramsPerKilogram => Phrase::UnitMilligramsPerKilogram,
            Unit::DaysPerWeek => Phrase::UnitDaysPerWeek,
            Unit::Points => Phrase::UnitPoints,
        };
        format!("{} {}", self.number(number), self.phrase(phrase, &[]))
    }

    /// A statement about a slot in a few words: "hours of sleep: 5 hours", "weakness".
    #[must_use]
    pub fn statement(&self, slot: Slot, finding: Finding) -> String {
        let label = self.slot_in_sentence(slot);
        match finding {
            Finding::Affirmed if self.model.member_of(slot).is_some() => label,
            finding => format!("{label}: {}", self.finding_in_words(slot, finding)),
        }
    }

    /// "a, b and c".
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                format!("{} {} {last}", first.join(", "), self.phrase(Phrase::And, &[]))
            }
        }
    }

    /// The level in one line.
    #[must_use]
    pub fn level_line(&self, level: Option<Urgency>) -> String {
        let phrase = match level {
            Some(Urgency::Emergency) => Phrase::LineEmergency,
            Some(Urgency::Urgent) => Phrase::LineUrgent,
            Some(Urgency::Soon) => Phrase::LineSoon,
            Some(Urgency::Routine) => Phrase::LineRoutine,
            Some(Urgency::SelfCare) => Phrase::LineSelfCare,
            None => Phrase::LineNone,
        };
        self.phrase(phrase, &[])
    }

    /// The heading of a card of this urgency.
    #[must_use]
    pub fn heading(&self, urgency: Urgency) -> String {
        let phrase = match urgency {
            Urgency::Emergency => Phrase::HeadingEmergency,
            Urgency::Urgent => Phrase::HeadingUrgent,
            Urgency::Soon => Phrase::HeadingSoon,
            Urgency::Routine => Phrase::HeadingRoutine,
            Urgency::SelfCare => Phrase::HeadingSelfCare,
        };
        self.phrase(phrase, &[])
    }

    /// What kind of evidence it is, in words.
    #[must_use]
    pub fn evidence(&self, evidence: Evidence) -> String {
        let phrase = match evidence {
            Evidence::HumanRct => Phrase::EvidenceHumanRct,
            Evidence::HumanObservational => Phrase::EvidenceHumanObservational,
            Evidence::HumanSmall => Phrase::EvidenceHumanSmall,
            Evidence::Animal => Phrase::EvidenceAnimal,
            Evidence::CellModel => Phrase::EvidenceCellModel,
            Evidence::Review => Phrase::EvidenceReview,
            Evidence::Opinion => Phrase::EvidenceOpinion,
            Evidence::Guideline => Phrase::EvidenceGuideline,
            Evidence::House => Phrase::EvidenceHouse,
            Evidence::SourceNotFound => Phrase::EvidenceSourceNotFound,
            Evidence::NoneNamed => Phrase::EvidenceNoneNamed,
        };
        self.phrase(phrase, &[])
    }
}

/// The text with its first letter in lower case, unless it begins with an abbreviation or a name in capitals.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let second_is_capital = letters.clone().next().is_some_and(char::is_uppercase);
    // the English "I"
    if second_is_capital || text.starts_with("I ") || text.starts_with("I'") {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
