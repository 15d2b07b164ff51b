//! What holds for every week.

use std::sync::OnceLock;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::base::decimal::Decimal;
use crate::engine::week::{Day, Week, allot, holds, week};
use crate::model::Model;
use crate::model::fact::FactKind;
use crate::model::finding::{Finding, Findings};
use crate::model::week::{DAYS, WeekRules};
use crate::pack::{Languages, embedded_files, load};

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let english = Languages::One(crate::base::language::Language::En);
        let (model, problems) = load(&embedded_files(), english);
        model.unwrap_or_else(|| panic!("{problems:#?}"))
    })
}

fn rules() -> &'static WeekRules {
    model().week.as_ref().unwrap()
}

fn session(id: &str) -> usize {
    rules().sessions.iter().position(|session| session.id.as_str() == id).unwrap()
}

fn findings(yes: &[&str], days: Option<i32>) -> Findings {
    let mut findings = Findings::open(model().slots.len());
    for name in yes {
        findings.set(model().slot(name).unwrap(), Finding::Affirmed);
    }
    if let Some(days) = days {
        let days = Finding::Number(Decimal::whole(days));
        findings.set(model().slot("training_days").unwrap(), days);
    }
    findings
}

/// The week as letters, such as `SWEWSW-`; a small letter may be swapped.
fn letters(week: &Week) -> String {
    let letter = |day: &Day| match (day.session, day.or) {
        (None, _) => '-',
        (Some(_), Some(_)) => 'x',
        (Some(n), None) => rules().sessions[n].id.as_str().to_uppercase().chars().next().unwrap(),
    };
    week.days.iter().map(letter).collect()
}

fn planned(yes: &[&str], no: &[&str], days: Option<i32>) -> Week {
    let mut findings = findings(yes, days);
    for name in no {
        findings.set(model().slot(name).unwrap(), Finding::Denied);
    }
    week(model(), &findings).unwrap()
}

const THREE: [&str; 3] = ["goals.strength", "goals.endurance", "goals.lower_inflammation"];

#[test]
fn the_week_of_the_handbook() {
    let trained = planned(&THREE, &["new_to_training"], Some(4));
    assert_eq!(letters(&trained), "SWESWx-");
    assert_eq!(trained.days[2].minutes, 40);
    assert_eq!(trained.first, None);
    assert_eq!(trained.served.len(), 3);
    // not known whether the person is new to it: no intervals
    assert_eq!(letters(&planned(&THREE, &[], Some(4))), "SWESWE-");
}

#[test]
fn few_days_serve_the_first_goal_first() {
    let one = planned(&["goals.endurance", "goals.strength"], &["new_to_training"], Some(1));
    assert_eq!(times(&one, session("strength")), 2);
    assert_eq!(times(&one, session("easy")), 0);
    assert_eq!(one.first, model().slot("goals.strength"));
    let two = planned(&["goals.endurance", "goals.strength"], &["new_to_training"], Some(2));
    assert_eq!((times(&two, session("strength")), times(&two, session("easy"))), (2, 1));
}

#[test]
fn strength_and_growth_share_their_days() {
    let week = planned(&["goals.strength", "goals.muscle_growth"], &["new_to_training"], Some(5));
    assert_eq!(letters(&week), "SWSWSW-");
    let details = &week.days[0].details;
    let ids: Vec<&str> = details.iter().map(|n| rules().details[*n].id.as_str()).collect();
    assert_eq!(ids, ["heavy_then_growth"]);
}

#[test]
fn beginners_start_short() {
    let mut wishes = THREE.to_vec();
    wishes.push("new_to_training");
    let week = planned(&wishes, &[], None);
    assert_eq!(letters(&week), "SWESWE-");
    assert_eq!(week.days[2].minutes, 30);
}

#[test]
fn every_figure_of_the_rules_is_grounded() {
    let grounded = |figure: u32, claims: &[usize]| {
        let figure = Decimal::whole(i32::try_from(figure).unwrap());
        claims.iter().any(|claim| model().claims[*claim].numbers.contains(&figure))
    };
    for session in &rules().sessions {
        let minutes = session.minutes;
        for figure in [minutes.least, minutes.usual, minutes.most] {
            assert!(grounded(figure, &session.claims), "{}: {figure}", session.id);
        }
    }
    let limits = rules().limits;
    for figure in [limits.minutes, limits.aim] {
        assert!(grounded(figure, &rules().claims), "{figure}");
    }
}

#[test]
fn no_goal_no_week() {
    assert_eq!(week(model(), &findings(&["goals.fasting", "goals.fewer_twitches"], None)), None);
}

/// How often a type of session comes, also where it may stand in.
fn times(week: &Week, session: usize) -> usize {
    let has = |day: &&Day| day.session == Some(session) || day.or == Some(session);
    week.days.iter().filter(has).count()
}

fn hard_days(week: &Week) -> Vec<usize> {
    let hard = |session: Option<usize>| session.is_some_and(|n| rules().sessions[n].hard);
    (0..DAYS).filter(|n| hard(week.days[*n].session) || hard(week.days[*n].or)).collect()
}

/// A finding that fits a slot, by a number.
fn finding_for(slot: usize, roll: u8) -> Finding {
    let fact = model().fact_of(crate::model::fact::Slot::at(slot));
    match (roll % 4, &fact.kind) {
        (0, _) => Finding::Unknown,
        (_, FactKind::Derived(_)) => Finding::Open,
        (_, FactKind::Number(number)) => {
            let span = number.max.millionths() - number.min.millionths();
            let part = span / 255 * i128::from(roll);
            Finding::Number(Decimal::from_millionths(number.min.millionths() + part))
        }
        (_, FactKind::OneOf(choices)) => {
            Finding::Choice(u16::from(roll) % u16::try_from(choices.len()).unwrap())
        }
        (1 | 2, _) => Finding::Affirmed,
        _ => Finding::Denied,
    }
}

/// Slots that the plan hangs on.
const TELLING: [&str; 16] = [
    "age_years",
    "conditions.pregnancy",
    "conditions.heart_disease",
    "conditions.high_blood_pressure",
    "conditions.diabetes",
    "conditions.kidney_disease",
    "cleared_for_hard_training",
    "new_to_training",
    "breastfeeding",
    "conditions.recent_birth",
    "symptoms.twitching",
    "twitch_site.calf",
    "symptoms.pain",
    "pain_signs.night",
    "symptoms.swelling",
    "training_days",
];

fn any_findings() -> impl Strategy<Value = Findings> {
    let telling = select(&TELLING[..]).prop_map(|name| model().slot(name).unwrap().index());
    let slot = prop_oneof![telling, 0..model().slots.len()];
    let days = proptest::option::of(0..8);
    (any::<u16>(), days, vec((slot, any::<u8>()), 0..12)).prop_map(|(goals, days, changes)| {
        let mut findings = findings(&[], days);
        for (slot, roll) in changes {
            findings.set(crate::model::fact::Slot::at(slot), finding_for(slot, roll));
        }
        let (_, fact) = model().fact("goals").unwrap();
        for (n, slot) in fact.slots().enumerate() {
            if goals & (1 << n) != 0 {
                findings.set(slot, Finding::Affirmed);
            }
        }
        findings
    })
}

/// A named condition, with unknown as yes and never asked as no.
fn meets(findings: &Findings, id: &str) -> bool {
    let named = model().conditions.iter().find(|condition| condition.id.as_str() == id);
    holds(&named.unwrap().when, findings)
}

proptest! {
    #[test]
    fn no_week_exceeds_its_limits(findings in any_findings()) {
        let Some(plan) = week(model(), &findings) else { return Ok(()) };
        prop_assert_eq!(Some(plan.clone()), week(model(), &findings));
        let hard = hard_days(&plan);
        prop_assert!(times(&plan, session("strength")) <= 3);
        prop_assert!(times(&plan, session("intervals")) <= 2);
        prop_assert!(hard.len() <= 4);
        for (one, next) in hard.iter().zip(hard.iter().skip(1)) {
            prop_assert!(next - one >= 2, "{}", letters(&plan));
        }
        if let (Some(first), Some(last)) = (hard.first(), hard.last()) {
            prop_assert!(hard.len() == 1 || first + DAYS - last >= 2, "{}", letters(&plan));
        }
        prop_assert!(plan.days[6].session.is_none());
        prop_assert!(plan.minutes() <= 315);
        if let Finding::Number(days) = findings.get(rules().budget.days) {
            let sessions = plan.days.iter().filter(|day| day.session.is_some_and(|n| n != rules().fill));
            let sessions = Decimal::whole(i32::try_from(sessions.count()).unwrap());
            prop_assert!(days < Decimal::ONE || sessions <= days.checked_add(Decimal::ONE).unwrap());
        }
    }

    #[test]
    fn nothing_hard_and_no_figures_without_leave(findings in any_findings()) {
        let Some(plan) = week(model(), &findings) else { return Ok(()) };
        if meets(&findings, "under_18") || meets(&findings, "needs_clearance") {
            prop_assert!(hard_days(&plan).is_empty());
            prop_assert!(!plan.figures);
            let bare = |claim: &usize| model().claims[*claim].numbers.len() < 2;
            prop_assert!(plan.claims.iter().all(bare));
        }
        let yes = |name: &str| findings.get(model().slot(name).unwrap()) == Finding::Affirmed;
        let no = |name: &str| findings.get(model().slot(name).unwrap()) == Finding::Denied;
        if yes("breastfeeding") || yes("conditions.recent_birth") || !no("new_to_training") {
            prop_assert_eq!(times(&plan, session("intervals")), 0);
        }
    }

    #[test]
    fn each_goal_keeps_its_least_when_the_days_allow(findings in any_findings()) {
        let Some(plan) = week(model(), &findings) else { return Ok(()) };
        let affirmed = |slot| findings.get(slot) == Finding::Affirmed;
        let goals = rules().goals.iter().filter(|goal| affirmed(goal.goal));
        let modes: Vec<_> = rules().modes.iter().filter(|mode| holds(&mode.when, &findings)).collect();
        let most = allot::most_of_each(rules(), &modes);
        let lacks = goals.flat_map(|goal| &goal.demands).filter(|demand| {
            demand.session != rules().fill
                && times(&plan, demand.session) < demand.least.min(most[demand.session])
        });
        let days = findings.get(rules().budget.days);
        let four = matches!(days, Finding::Number(days) if days >= Decimal::whole(4));
        if lacks.count() > 0 {
            prop_assert!(!four, "{}", letters(&plan));
        }
        let short = modes.iter().any(|mode| mode.short);
        prop_assert!(short || plan.minutes() >= 150, "{}", letters(&plan));
    }
}
