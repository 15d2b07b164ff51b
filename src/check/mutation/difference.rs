//! Where a change makes a difference, and why one makes none.

use crate::base::decimal::Decimal;
use crate::check::mutation::altered::{Altered, Branch, flag_of};
use crate::check::proof::{Case, Effect, OverLimit, Prover, Sought, Ways};
use crate::engine::Engine;
use crate::graph::test_in_words;
use crate::model::Model;
use crate::model::condition::{Condition, Test};
use crate::model::fact::FactKind;
use crate::model::finding::Finding;

/// The shortest case of a kind in which a change makes a difference; first those that it takes
/// something away from, since a transcript can name what must be there.
pub(super) fn difference(
    prover: &mut Prover<'_, '_>,
    engine: &Engine<'_>,
    altered: &Altered,
    sought: &Sought<'_>,
) -> Result<Option<Case>, OverLimit> {
    for changed in altered.changed() {
        for effect in [Effect::Lost, Effect::Won] {
            if let Some(case) = prover.case_of_change(changed, effect, sought)? {
                return Ok(Some(case));
            }
        }
    }
    match altered {
        Altered::Referral(rule, altered)
            if altered.urgency != engine.model().referrals[*rule].urgency =>
        {
            prover.case_of_referral_like(*rule, sought)
        }
        Altered::Flag(slot, flag) => match flag_of(engine.model(), *slot) {
            Some(own) => prover.case_of_policy(*slot, (own, flag), sought),
            None => Ok(None),
        },
        Altered::Branch(d, s, branch) => {
            let own = Branch::of(&engine.model().dialogues[*d].steps[*s].kind);
            match own {
                Some(own) => prover.case_of_branch(ways(&own), ways(branch), sought),
                None => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

fn ways(branch: &Branch) -> Ways<'_> {
    Ways { guards: &branch.ways, unsure: branch.unsure, otherwise: branch.otherwise }
}

/// Why a change makes no difference, in words: it was proved that it makes none.
pub(super) fn why_equal(model: &Model, altered: &Altered, own: &[&Condition]) -> String {
    if let Some(words) = same_numbers(model, &altered.conditions(), own) {
        return words;
    }
    match altered {
        Altered::Referral(..) => "it holds in the same cases, whatever is known".to_owned(),
        Altered::Advice(_) => {
            "it is given, held back and referred in the same cases for the same reason, whatever is known"
                .to_owned()
        }
        Altered::Flag(..) => "unknown, it leads to the same, whatever else is known".to_owned(),
        Altered::Branch(..) => "it leads the same way, whatever is known".to_owned(),
        Altered::Caveats(..) | Altered::Beside(_) => "nothing is left out".to_owned(),
    }
}

/// That no value tells a moved bound from the old one.
fn same_numbers(model: &Model, altered: &[&Condition], own: &[&Condition]) -> Option<String> {
    let (altered, own) = (tests(altered), tests(own));
    let mut new = altered.iter().filter(|test| !own.contains(test));
    let mut old = own.iter().filter(|test| !altered.contains(test));
    let (Some(new), None, Some(old), None) = (new.next(), new.next(), old.next(), old.next())
    else {
        return None;
    };
    let (Test::Compare(slot, _, bound), Test::Compare(of, _, other)) = (*new, *old) else {
        return None;
    };
    let FactKind::Number(kind) = &model.fact_of(slot).kind else { return None };
    let near = |bound: Decimal| {
        let finest = Decimal::from_millionths(1);
        [bound.checked_sub(finest), Some(bound), bound.checked_add(finest)]
    };
    let values = [Some(kind.min), Some(kind.max)].into_iter().chain(near(bound)).chain(near(other));
    let mut values = values.flatten().filter(|value| (kind.min..=kind.max).contains(value));
    let same = |value: Decimal| new.of(Finding::Number(value)) == old.of(Finding::Number(value));
    (slot == of && values.all(same)).then(|| {
        format!(
            "no value from {} to {} tells `{}` from `{}`",
            kind.min,
            kind.max,
            test_in_words(model, *new),
            test_in_words(model, *old)
        )
    })
}

fn tests(conditions: &[&Condition]) -> Vec<Test> {
    let mut tests = Vec::new();
    for condition in conditions {
        condition.for_each_test(&mut |test| tests.push(test));
    }
    tests.sort_unstable();
    tests.dedup();
    tests
}
