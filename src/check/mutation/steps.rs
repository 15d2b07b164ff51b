//! The small steps away from a site.

use crate::check::mutation::Site;
use crate::check::mutation::altered::{Altered, AlteredReferral, Branch, flag_of};
use crate::check::mutation::change::changes;
use crate::check::mutation::wish::never;
use crate::engine::Engine;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::fact::{RedFlag, Slot};
use crate::model::urgency::Urgency;

/// What another condition in the place of a rule's makes of the rule.
type Altering<'e> = Box<dyn Fn(Condition) -> Altered + 'e>;

/// The small changes of a site, in words and as they are.
pub(super) fn altered(engine: &Engine<'_>, site: Site) -> Vec<(String, Altered)> {
    match site {
        Site::Referral(_) | Site::Advice(_) | Site::Contraindication(..) => of_rule(engine, site),
        Site::Flag(slot) => of_flag(engine.model(), slot),
        Site::Branch(d, s) => of_branch(engine.model(), (d, s)),
        Site::Claim(n) => of_claim(engine.model(), n),
    }
}

/// The condition of a rule, and what another condition in its place makes of the rule.
pub(super) fn altering<'e>(
    engine: &'e Engine<'_>,
    site: Site,
) -> Option<(&'e Condition, Altering<'e>)> {
    let model = engine.model();
    match site {
        Site::Referral(n) => {
            let rule = &model.referrals[n];
            let whole = engine.raised_by(n);
            let altered = move |own: Condition| {
                let whole = raised(whole, &rule.when, own.clone());
                Altered::Referral(n, AlteredReferral { own, whole, urgency: rule.urgency })
            };
            Some((&rule.when, Box::new(altered)))
        }
        Site::Advice(n) => {
            Some((&model.advice[n].when, Box::new(move |when| Altered::advice(model, n, when))))
        }
        Site::Contraindication(n, k) => Some((
            &model.advice[n].contraindications[k].when,
            Box::new(move |when| Altered::contraindication(model, (n, k), Some(when))),
        )),
        Site::Flag(_) | Site::Branch(..) | Site::Claim(_) => None,
    }
}

/// The conditions of a site.
pub(super) fn own_conditions(model: &Model, site: Site) -> Vec<&Condition> {
    match site {
        Site::Referral(n) => vec![&model.referrals[n].when],
        Site::Advice(n) | Site::Contraindication(n, _) => {
            let rule = &model.advice[n];
            let parts = rule.contraindications.iter().map(|part| &part.when);
            std::iter::once(&rule.when).chain(parts).collect()
        }
        Site::Flag(slot) => flag_of(model, slot).map_or_else(Vec::new, |flag| {
            let policies = flag.if_unknown.iter().map(|policy| &policy.when);
            std::iter::once(&flag.with).chain(policies).collect()
        }),
        Site::Branch(d, s) => match &model.dialogues[d].steps[s].kind {
            crate::model::dialogue::StepKind::Branch { ways, .. } => {
                ways.iter().map(|(when, _)| when).collect()
            }
            _ => Vec::new(),
        },
        Site::Claim(_) => Vec::new(),
    }
}

fn of_rule(engine: &Engine<'_>, site: Site) -> Vec<(String, Altered)> {
    let model = engine.model();
    let Some((when, altering)) = altering(engine, site) else { return Vec::new() };
    let mut found = Vec::new();
    // one that only contraindications raise has no condition of its own to change
    if *when != never() {
        let gone = match site {
            Site::Contraindication(n, k) => Altered::contraindication(model, (n, k), None),
            _ => altering(never()),
        };
        found.push(("left out".to_owned(), gone));
        let steps = changes(model, when).into_iter();
        found.extend(steps.map(|change| (change.what, altering(change.when))));
    }
    match site {
        Site::Referral(n) => {
            let rule = &model.referrals[n];
            found.extend(near(rule.urgency).map(|urgency| {
                let (own, whole) = (rule.when.clone(), engine.raised_by(n).clone());
                let altered = Altered::Referral(n, AlteredReferral { own, whole, urgency });
                (format!("urgency {urgency} instead of {}", rule.urgency), altered)
            }));
        }
        Site::Advice(n) if model.advice[n].caveat.is_some() => {
            found.push(("without the caveat beside its title".to_owned(), Altered::Beside(n)));
        }
        _ => {}
    }
    found
}

/// One step less and one step more urgent.
fn near(urgency: Urgency) -> impl Iterator<Item = Urgency> {
    let at = Urgency::ALL.iter().position(|known| *known == urgency).unwrap_or(0);
    let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    near.filter_map(|at| Urgency::ALL.get(at).copied())
}

fn of_flag(model: &Model, slot: Slot) -> Vec<(String, Altered)> {
    let Some(own) = flag_of(model, slot) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut RedFlag)| {
        let mut flag = own.clone();
        change(&mut flag);
        found.push((what, Altered::Flag(slot, flag)));
    };
    for urgency in near(own.least) {
        add(format!("least {urgency} instead of {}", own.least), &|flag| flag.least = urgency);
    }
    for n in 0..own.lowered.len() {
        add(format!("without line {} of `lowered`", n + 1), &|flag| {
            flag.lowered.remove(n);
        });
    }
    for (n, policy) in own.if_unknown.iter().enumerate() {
        let line = format!("line {} of `if_unknown`", n + 1);
        add(format!("without {line}"), &|flag| {
            flag.if_unknown.remove(n);
        });
        add(format!("{line}: refer and caution exchanged"), &|flag| {
            flag.if_unknown[n].refers = !policy.refers;
        });
        for urgency in near(policy.urgency) {
            add(format!("{line}: {urgency} instead of {}", policy.urgency), &|flag| {
                flag.if_unknown[n].urgency = urgency;
            });
        }
        if policy.is_plain() {
            continue;
        }
        for change in changes(model, &policy.when) {
            add(format!("{line}: {}", change.what), &|flag| {
                flag.if_unknown[n].when.clone_from(&change.when);
            });
        }
    }
    found
}

fn of_branch(model: &Model, (d, s): (usize, usize)) -> Vec<(String, Altered)> {
    let step = &model.dialogues[d].steps[s];
    let Some(own) = Branch::of(&step.kind) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut Branch)| {
        let mut branch = own.clone();
        change(&mut branch);
        found.push((what, Altered::Branch(d, s, branch)));
    };
    for (n, (when, _)) in own.ways.iter().enumerate() {
        add(format!("way {} left out", n + 1), &|branch| {
            branch.ways.remove(n);
        });
        for change in changes(model, when) {
            add(format!("way {}: {}", n + 1, change.what), &|branch| {
                branch.ways[n].0.clone_from(&change.when);
            });
        }
    }
    if own.unsure.is_some() {
        add("without `unsure`".to_owned(), &|branch| branch.unsure = None);
    }
    found
}

fn of_claim(model: &Model, claim: usize) -> Vec<(String, Altered)> {
    let caveats = &model.claims[claim].caveats;
    let without = |n: usize| {
        let mut rest = caveats.clone();
        let gone = rest.remove(n);
        let what = format!("without the caveat {}", model.caveats[gone].id);
        (what, Altered::Caveats(claim, rest))
    };
    (0..caveats.len()).map(without).collect()
}

/// The whole condition of a referral with another condition of its own.
fn raised(whole: &Condition, own: &Condition, other: Condition) -> Condition {
    match whole {
        Condition::Any(ways) if whole != own && ways.first() == Some(own) => {
            let mut ways = ways.clone();
            ways[0] = other;
            Condition::Any(ways)
        }
        _ => other,
    }
}
