//! `stray_number`: a number in a text that nothing behind the text declares.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::check::context::Context;
use crate::check::owned_text::{OwnedText, Owner, owned_texts};
use crate::check::written_number::{numbers_in, numbers_of};
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::condition::{Condition, Test};
use crate::model::fact::{FactId, FactKind};
use crate::model::text::TextId;

/// The numbers that a text may show.
type Allowed = BTreeSet<Decimal>;

/// Reports, in every language that was read, numbers that are no declared value of a claim, a
/// guideline, a study, a contact or a fact behind the text.
pub(super) fn check(context: &mut Context<'_>) {
    let model = context.model;
    let grounds = Grounds::new(model);
    for text in owned_texts(model) {
        let allowed = grounds.allowed(&text);
        for language in context.languages() {
            if !model.texts.has(text.id, language) {
                continue;
            }
            let written = numbers_in(model.texts.get(text.id, language), language);
            for number in written.difference(&allowed) {
                report(context, &text, language, *number);
            }
        }
    }
}

fn report(context: &mut Context<'_>, text: &OwnedText, language: Language, number: Decimal) {
    let key = context.model.texts.key(text.id).to_owned();
    let shown = number.in_words_of(language);
    let message = format!(
        "the number {shown} in `{key}` ({language}) is no declared value of {}",
        behind(text.owner)
    );
    let help = match text.owner {
        Owner::Dialogue(_) => "move the statement into a rule, where a claim stands behind it",
        Owner::Claim(_) => "add it to the claim's `numbers`, if its passage has it",
        _ => {
            "rest the text on a claim that has it, add it to that claim's `numbers`, or correct it"
        }
    };
    context
        .report_text(("stray_number", Severity::Error), (&text.spot, &key, language), message)
        .help = Some(help.to_owned());
}

fn behind(owner: Owner) -> &'static str {
    match owner {
        Owner::Fact(_) => "this fact or of a rule that reads it",
        Owner::Claim(_) => "this claim, its study or its guideline",
        Owner::Caveat(_) => "its source or of a claim that it limits",
        Owner::Advice(_) | Owner::Contraindication(..) | Owner::Referral(..) => {
            "the claims behind it"
        }
        Owner::Contradiction(_) => "the facts that it is about",
        Owner::Conflict(_) => "the claims that it settles",
        Owner::Dialogue(_) => "anything: a dialogue rests on no claim",
        Owner::Session(_) => "the claims of this type of session",
        Owner::SessionDetail(_) => "the claims of this detail",
        Owner::Week => "anything: a sentence of the week rests on no claim",
    }
}

/// The numbers behind each claim, and the claims behind each fact.
struct Grounds<'m> {
    model: &'m Model,
    of_claim: Vec<Allowed>,
    claims_of_fact: BTreeMap<FactId, BTreeSet<usize>>,
    of_contacts: Allowed,
}

impl<'m> Grounds<'m> {
    fn new(model: &'m Model) -> Self {
        let of_claim = (0..model.claims.len()).map(|claim| claim_numbers(model, claim)).collect();
        let contacts = model.contacts.iter().filter_map(|contact| contact.number.as_deref());
        Self {
            model,
            of_claim,
            claims_of_fact: claims_of_facts(model),
            of_contacts: contacts.flat_map(|number| numbers_of(number, Language::En)).collect(),
        }
    }

    fn allowed(&self, text: &OwnedText) -> Allowed {
        let model = self.model;
        match text.owner {
            Owner::Claim(n) => self.of_claim[n].clone(),
            Owner::Caveat(n) => self.of_caveat(n),
            Owner::Conflict(n) => {
                let conflict = &model.conflicts[n];
                self.of_claims(conflict.claims.iter().chain(&conflict.refused))
            }
            Owner::Advice(n) => self.of_claims(&model.advice[n].claims),
            Owner::Contraindication(n, k) => {
                let rule = &model.advice[n];
                self.of_claims(rule.contraindications[k].claims.iter().chain(&rule.claims))
            }
            Owner::Referral(n, _) => {
                let mut allowed = self.of_claims(&model.referrals[n].claims);
                allowed.extend(&self.of_contacts);
                allowed
            }
            Owner::Fact(n) => self.of_fact(n, text),
            Owner::Contradiction(n) => bounds(&model.contradictions[n].when),
            Owner::Session(n) => {
                self.of_claims(model.week.iter().flat_map(|week| &week.sessions[n].claims))
            }
            Owner::SessionDetail(n) => {
                self.of_claims(model.week.iter().flat_map(|week| &week.details[n].claims))
            }
            Owner::Dialogue(_) | Owner::Week => Allowed::new(),
        }
    }

    fn of_claims<'c>(&self, claims: impl IntoIterator<Item = &'c usize>) -> Allowed {
        let mut allowed = Allowed::new();
        for claim in claims {
            allowed.extend(&self.of_claim[*claim]);
        }
        allowed
    }

    fn of_caveat(&self, caveat: usize) -> Allowed {
        let claims = self.model.claims.iter().enumerate();
        let limited = claims.filter(|(_, claim)| claim.caveats.contains(&caveat));
        let mut allowed = Allowed::new();
        for (claim, _) in limited {
            allowed.extend(&self.of_claim[claim]);
        }
        allowed.extend(source_numbers(self.model, self.model.caveats[caveat].source));
        allowed
    }

    /// What the rules that read a fact rest on, and every number in the range of a number.
    fn of_fact(&self, n: usize, text: &OwnedText) -> Allowed {
        let fact = &self.model.facts[n];
        let mut allowed = match self.claims_of_fact.get(&FactId::at(n)) {
            Some(claims) => self.of_claims(claims),
            None => Allowed::new(),
        };
        if let FactKind::Number(kind) = &fact.kind {
            for language in Language::ALL {
                let written = numbers_in(self.model.texts.get(text.id, language), language);
                allowed.extend(written.range(kind.min..=kind.max));
            }
        }
        allowed
    }
}

/// The numbers of a claim: its own, and those in the names and data of its sources.
fn claim_numbers(model: &Model, claim: usize) -> Allowed {
    let claim = &model.claims[claim];
    let mut allowed: Allowed = claim.numbers.iter().copied().collect();
    for source in claim.study.into_iter().chain(claim.guideline).chain([claim.source]) {
        allowed.extend(source_numbers(model, source));
    }
    allowed
}

fn source_numbers(model: &Model, source: usize) -> Allowed {
    let source = &model.sources[source];
    let mut numbers: Allowed = numbers_of(&source.title, Language::En).into_iter().collect();
    let texts: [Option<TextId>; 3] = [source.about, source.design, source.population];
    let language = model.manifest.source_language;
    for text in texts.into_iter().flatten() {
        numbers.extend(numbers_in(model.texts.get(text, language), language));
    }
    numbers
}

/// For each fact the claims of the rules that read it.
fn claims_of_facts(model: &Model) -> BTreeMap<FactId, BTreeSet<usize>> {
    let mut found: BTreeMap<FactId, BTreeSet<usize>> = BTreeMap::new();
    let mut add = |condition: &Condition, claims: &[usize]| {
        condition.for_each_test(&mut |test| {
            let fact = model.slots[test.slot().index()].fact;
            found.entry(fact).or_default().extend(claims);
            if let FactKind::Derived(derived) = &model.facts[fact.index()].kind {
                for input in derived.inputs() {
                    found.entry(model.slots[input.index()].fact).or_default().extend(claims);
                }
            }
        });
    };
    for rule in &model.referrals {
        add(&rule.when, &rule.claims);
    }
    for rule in &model.advice {
        add(&rule.when, &rule.claims);
        for contraindication in &rule.contraindications {
            add(&contraindication.when, &contraindication.claims);
        }
    }
    found
}

/// The bounds that a condition compares with.
fn bounds(condition: &Condition) -> Allowed {
    let mut bounds = Allowed::new();
    condition.for_each_test(&mut |test| {
        if let Test::Compare(_, _, bound) = test {
            bounds.insert(bound);
        }
    });
    bounds
}
