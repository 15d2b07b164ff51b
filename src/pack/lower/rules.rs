//! Advice, referrals, contradictions, contacts and hazards.

use crate::base::id::Id;
use crate::model::condition::NamedCondition;
use crate::model::contact::Contact;
use crate::model::fact::Slot;
use crate::model::grounding::Claim;
use crate::model::rule::{
    Advice, Contradiction, Contraindication, ContraindicationKind, Hazard, HazardControl, Point,
    Property, Referral, ReferralStyle,
};
use crate::model::urgency::Urgency;
use crate::pack::lower::{Lowering, never, placeholder_id};
use crate::pack::place::At;
use crate::pack::read::Raw;
use crate::pack::schema;

/// The most points that a card may have.
const MOST_POINTS: usize = 5;

impl Lowering<'_> {
    /// Lowers the advice rules.
    pub(super) fn advice(
        &mut self,
        raw: &[Raw<schema::Advice>],
        claims: &[Claim],
        named: &[NamedCondition],
    ) -> Vec<Advice> {
        raw.iter().map(|entry| self.advice_rule(entry, claims, named)).collect()
    }

    fn advice_rule(
        &mut self,
        entry: &Raw<schema::Advice>,
        claims: &[Claim],
        named: &[NamedCondition],
    ) -> Advice {
        let file = At::file(entry.file);
        let at = file.index(entry.position);
        let value = &entry.value;
        let prefix = format!("advice.{}", value.id);
        if value.claims.is_empty() {
            let message = format!("the advice `{}` rests on no claim", value.id);
            self.error_with_help(
                &at.field("claims"),
                "no_claim",
                message,
                "name the claims it rests on",
            );
        }
        let rests_on = self.claim_positions(&at.field("claims"), &value.claims, Some(claims));
        let caveat =
            value.caveat.as_ref().and_then(|name| self.caveat_at(&at.field("caveat"), name));
        if let (Some(position), Some(name)) = (caveat, &value.caveat)
            && !rests_on.iter().any(|claim| claims[*claim].caveats.contains(&position))
        {
            let message =
                format!("the caveat `{name}` qualifies none of the claims of this advice");
            let help = "add it to the claim that it limits";
            self.error_with_help(&at.field("caveat"), "stray_caveat", message, help);
        }
        let list = at.field("contraindications");
        let contraindications = value
            .contraindications
            .iter()
            .enumerate()
            .map(|(number, raw)| {
                self.contraindication(&list.index(number), &prefix, number, raw, (claims, named))
            })
            .collect();
        let others = at.field("contradicts");
        let contradicts = value.contradicts.iter().enumerate();
        let contradicts =
            contradicts.filter_map(|(n, name)| self.advice_at(&others.index(n), name)).collect();
        let more = value.more.as_ref();
        Advice {
            id: Id::new(&value.id).unwrap_or_else(|_| placeholder_id()),
            topic: self.topic(&at.field("topic"), &value.topic),
            title: self.text(&at.field("title"), format!("{prefix}.title"), &value.title),
            text: self.text(&at.field("text"), format!("{prefix}.text"), &value.text),
            more: more.map(|more| self.text(&at.field("more"), format!("{prefix}.more"), more)),
            when: self.condition(&at.field("when"), &value.when, named),
            claims: rests_on,
            caveat,
            contraindications,
            stops_at: value.stops_at.unwrap_or(Urgency::Urgent),
            shows_week: matches!(value.shows, Some(schema::Shows::Week)),
            contradicts,
        }
    }

    fn contraindication(
        &mut self,
        at: &At<'_>,
        prefix: &str,
        number: usize,
        raw: &schema::Contraindication,
        (claims, named): (&[Claim], &[NamedCondition]),
    ) -> Contraindication {
        let kind = match raw.kind {
            schema::ContraindicationKind::Block => ContraindicationKind::Block,
            schema::ContraindicationKind::AskFirst => ContraindicationKind::AskFirst,
        };
        if kind == ContraindicationKind::AskFirst && raw.refer.is_none() {
            let message = "`ask_first` names no referral".to_owned();
            let help = "add `refer: \"…\"`: where the person is to ask";
            self.error_with_help(at, "ask_first_without_referral", message, help);
        }
        let refer = raw.refer.as_ref().and_then(|name| self.referral_at(&at.field("refer"), name));
        let key = format!("{prefix}.contraindication.{number}.reason");
        Contraindication {
            kind,
            when: self.condition(&at.field("when"), &raw.when, named),
            reason: self.text(&at.field("reason"), key, &raw.reason),
            claims: self.claim_positions(&at.field("claims"), &raw.claims, Some(claims)),
            refer,
        }
    }

    fn referral_at(&mut self, at: &At<'_>, name: &str) -> Option<usize> {
        let found = self.names.referrals.get(name).copied();
        if found.is_none() {
            let known: Vec<String> = self.names.referrals.keys().map(ToString::to_string).collect();
            let known = known.iter().map(String::as_str);
            self.unknown(at, "unknown_referral", "referral rule", name, known);
        }
        found
    }

    pub(super) fn advice_at(&mut self, at: &At<'_>, name: &str) -> Option<usize> {
        let found = self.names.advice.get(name).copied();
        if found.is_none() {
            let known: Vec<String> = self.names.advice.keys().map(ToString::to_string).collect();
            self.unknown(
                at,
                "unknown_advice",
                "advice rule",
                name,
                known.iter().map(String::as_str),
            );
        }
        found
    }

    /// Lowers the referral rules.
    pub(super) fn referrals(
        &mut self,
        raw: &[Raw<schema::Referral>],
        claims: &[Claim],
        named: &[NamedCondition],
    ) -> Vec<Referral> {
        raw.iter().map(|entry| self.referral(entry, claims, named)).collect()
    }

    fn referral(
        &mut self,
        entry: &Raw<schema::Referral>,
        claims: &[Claim],
        named: &[NamedCondition],
    ) -> Referral {
        let file = At::file(entry.file);
        let at = file.index(entry.position);
        let value = &entry.value;
        let prefix = format!("referral.{}", value.id);
        if value.claims.is_empty() {
            let message = format!("the referral `{}` rests on no claim", value.id);
            self.error_with_help(
                &at.field("claims"),
                "no_claim",
                message,
                "name the claims it rests on",
            );
        }
        if value.points.len() > MOST_POINTS {
            let message = format!("{} points are more than a person reads", value.points.len());
            let help = format!("keep the {MOST_POINTS} that matter most");
            self.error_with_help(&at.field("points"), "too_many_points", message, help);
        }
        let list = at.field("points");
        let mut points = Vec::new();
        for (number, point) in value.points.iter().enumerate() {
            let at = list.index(number);
            let at_text = if point.spelled_out { at.field("text") } else { at };
            let text = self.text(&at_text, format!("{prefix}.point.{number}"), &point.text);
            let when = self.optional_condition(&at.field("when"), point.when.as_ref(), named);
            points.push(Point { text, when });
        }
        let heading = value.heading.as_ref();
        let when = value.when.as_ref();
        Referral {
            id: Id::new(&value.id).unwrap_or_else(|_| placeholder_id()),
            topic: self.topic(&at.field("topic"), &value.topic),
            urgency: value.urgency,
            title: self.text(&at.field("title"), format!("{prefix}.title"), &value.title),
            when: when.map_or_else(never, |when| self.condition(&at.field("when"), when, named)),
            heading: heading
                .map(|text| self.text(&at.field("heading"), format!("{prefix}.heading"), text)),
            text: self.text(&at.field("text"), format!("{prefix}.text"), &value.text),
            points,
            claims: self.claim_positions(&at.field("claims"), &value.claims, Some(claims)),
            style: match value.style {
                schema::ReferralStyle::Card => ReferralStyle::Card,
                schema::ReferralStyle::Beside => ReferralStyle::Beside,
            },
        }
    }

    /// Lowers the contradictions.
    pub(super) fn contradictions(
        &mut self,
        raw: &[Raw<schema::Contradiction>],
        named: &[NamedCondition],
    ) -> Vec<Contradiction> {
        let mut contradictions = Vec::new();
        for entry in raw {
            let file = At::file(entry.file);
            let at = file.index(entry.position);
            let value = &entry.value;
            let Some(id) = self.id(&at.field("id"), &value.id) else { continue };
            let list = at.field("facts");
            let mut facts: Vec<Slot> = Vec::new();
            for (number, name) in value.facts.iter().enumerate() {
                facts.extend(self.any_slots(&list.index(number), name));
            }
            let key = format!("contradiction.{id}.text");
            contradictions.push(Contradiction {
                id,
                when: self.condition(&at.field("when"), &value.when, named),
                text: self.text(&at.field("text"), key, &value.text),
                urgency: value.urgency,
                facts,
            });
        }
        contradictions
    }

    /// Lowers the phone lines.
    pub(super) fn contacts(&mut self, raw: &[Raw<schema::Contact>]) -> Vec<Contact> {
        let mut contacts: Vec<Contact> = Vec::new();
        for entry in raw {
            let file = At::file(entry.file);
            let at = file.index(entry.position);
            let value = &entry.value;
            let Some(id) = self.id(&at.field("id"), &value.id) else { continue };
            if value.name.is_none() && value.number.is_none() {
                let message = format!("the contact `{id}` has neither name nor number");
                self.error(&at.field("id"), "empty_contact", message);
            }
            if contacts.iter().any(|known| known.id == id) {
                self.duplicate(&at.field("id"), "contact", &value.id);
            }
            let name = value.name.as_ref();
            let name =
                name.map(|name| self.text(&at.field("name"), format!("contact.{id}.name"), name));
            contacts.push(Contact {
                id,
                country: value.country,
                region: value.region.clone(),
                service: value.service,
                name,
                number: value.number.clone(),
                checked: value.checked.clone(),
                source: value.source.clone(),
            });
        }
        contacts
    }

    /// Lowers the hazard log.
    pub(super) fn hazards(
        &mut self,
        raw: &[Raw<schema::Hazard>],
        properties: &[Property],
    ) -> Vec<Hazard> {
        let mut hazards = Vec::new();
        for entry in raw {
            let file = At::file(entry.file);
            let at = file.index(entry.position);
            let value = &entry.value;
            let Some(id) = self.id(&at.field("id"), &value.id) else { continue };
            for (field, number) in [("severity", value.severity), ("likelihood", value.likelihood)]
            {
                if !(1..=5).contains(&number) {
                    let message = format!("{field} goes from 1 to 5, not {number}");
                    self.error(&at.field(field), "bad_rating", message);
                }
            }
            let list = at.field("controls");
            let mut controls = Vec::new();
            for (number, control) in value.controls.iter().enumerate() {
                controls.extend(self.control(&list.index(number), control, properties));
            }
            if controls.is_empty() {
                let message = format!("nothing controls the hazard `{id}`");
                self.error(&list, "uncontrolled_hazard", message);
            }
            hazards.push(Hazard {
                id,
                cause: value.cause.clone(),
                harm: value.harm.clone(),
                severity: value.severity,
                likelihood: value.likelihood,
                controls,
                residual: value.residual.clone(),
            });
        }
        hazards
    }

    fn control(
        &mut self,
        at: &At<'_>,
        control: &schema::HazardControl,
        properties: &[Property],
    ) -> Option<HazardControl> {
        let at = &at.index(0);
        match control {
            schema::HazardControl::Referral(name) => {
                self.referral_at(at, name).map(HazardControl::Referral)
            }
            schema::HazardControl::Advice(name) => {
                self.advice_at(at, name).map(HazardControl::Advice)
            }
            schema::HazardControl::Property(name) => {
                let found = properties.iter().position(|property| property.id.as_str() == name);
                if found.is_none() {
                    let known = properties.iter().map(|property| property.id.as_str());
                    self.unknown(at, "unknown_property", "property", name, known);
                }
                found.map(HazardControl::Property)
            }
            schema::HazardControl::Transcript(name) => {
                Some(HazardControl::Transcript(name.clone()))
            }
        }
    }
}
