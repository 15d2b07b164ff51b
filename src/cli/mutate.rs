//! `samtale mutate` and `samtale cover`: what no proof and no transcript would notice.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::check::mutation::{Fate, Mutant, Site, Stand, Weighing, name, places, sites, stands};
use crate::cli::failure::Failure;
use crate::cli::loading::{files, model};
use crate::cli::replay::{cores, files::found, sources};
use crate::cli::request::{Common, Cover, Mutate};
use crate::cli::{FINE, NOT_SO};
use crate::engine::Engine;
use crate::model::Model;
use crate::pack::Languages;
use crate::shell::{Output, System};
use crate::understand::Reader;

/// `samtale mutate`.
pub(super) fn mutate(
    request: &Mutate,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let model = model(common, system, Languages::All)?;
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let jobs = request.jobs.unwrap_or_else(cores);
    let stands = all_stands(&request.paths, (&engine, &reader), jobs, system);
    let (weighing, sites) = (Weighing::new(&engine), sites(&model));
    let mutants = all_mutants(&weighing, &sites, &stands, jobs);
    let places = places(&files(common, system)?, &model, &sites);
    let place = |site: Site| {
        let position = sites.iter().position(|known| *known == site);
        position.map_or_else(|| (String::new(), 1), |position| places[position].clone())
    };
    let survivors: Vec<Mutant> =
        mutants.iter().filter(|mutant| mutant.fate == Fate::Survived).cloned().collect();
    let mut text = String::new();
    for survivor in &survivors {
        let (file, line) = place(survivor.site);
        let _ = writeln!(text, "{file}:{line}: {}: {}", name(&model, survivor.site), survivor.what);
        if request.transcripts
            && let Some(transcript) = weighing.noticing(survivor, &reader)
        {
            text.push_str("  would be noticed by:\n");
            for line in transcript.lines() {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
    text.push_str(&scores(&mutants));
    system.write(Output::Results, &text)?;
    Ok(if survivors.is_empty() { FINE } else { NOT_SO })
}

/// `samtale cover`.
pub(super) fn cover(
    request: &Cover,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let model = model(common, system, Languages::All)?;
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let stands = all_stands(&request.paths, (&engine, &reader), cores(), system);
    let weighing = Weighing::new(&engine);
    let subjects: Vec<(usize, Site)> = sites(&model)
        .into_iter()
        .filter(|site| !matches!(site, Site::Contraindication(..)))
        .enumerate()
        .collect();
    let languages = &model.manifest.languages;
    let written = in_threads(&subjects, cores(), |(number, subject)| {
        let language = languages[number % languages.len()];
        let text = weighing.missing(*subject, &stands, (&reader, language));
        text.map(|text| (*subject, text)).into_iter().collect()
    });
    let mut text = String::new();
    system.make_folder(&request.folder).map_err(|e| Failure::unreadable(&request.folder, e))?;
    for (subject, transcript) in &written {
        let folder = request.folder.join(topic(&model, *subject));
        system.make_folder(&folder).map_err(|e| Failure::unreadable(&folder, e))?;
        let path = folder.join(format!("{}.transcript", file_stem(&model, *subject)));
        system
            .create_shared(&path, transcript)
            .map_err(|error| Failure::unreadable(&path, error))?;
        let _ = writeln!(text, "{}", path.display());
    }
    let _ = writeln!(text, "{} transcripts, to be read and accepted by a person", written.len());
    system.write(Output::Results, &text)?;
    Ok(FINE)
}

fn topic(model: &Model, site: Site) -> &str {
    let topic = match site {
        Site::Referral(n) => model.referrals[n].topic,
        Site::Advice(n) | Site::Contraindication(n, _) => model.advice[n].topic,
    };
    model.topics[topic.index()].id.as_str()
}

fn file_stem(model: &Model, site: Site) -> String {
    match site {
        Site::Referral(n) => format!("refer_{}", model.referrals[n].id),
        Site::Advice(n) | Site::Contraindication(n, _) => format!("advise_{}", model.advice[n].id),
    }
}

fn all_stands(
    paths: &[PathBuf],
    (engine, reader): (&Engine<'_>, &Reader),
    jobs: usize,
    system: &dyn System,
) -> Vec<Stand> {
    let files = found(system, paths);
    let all: Vec<_> = files.iter().filter_map(|file| sources(file, system).ok()).collect();
    in_threads(&all, jobs, |sources| stands(engine, reader, sources))
}

/// The changes of all sites in their order.
fn all_mutants(
    weighing: &Weighing<'_, '_>,
    sites: &[Site],
    stands: &[Stand],
    jobs: usize,
) -> Vec<Mutant> {
    in_threads(sites, jobs, |site| weighing.mutants(*site, stands))
}

/// What comes of each of these, in their order; each thread takes the next that is left.
fn in_threads<T: Sync, R: Send>(
    of: &[T],
    jobs: usize,
    work: impl Fn(&T) -> Vec<R> + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let mut found: Vec<(usize, Vec<R>)> = std::thread::scope(|scope| {
        let take = || {
            let mut done = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(one) = of.get(n) else { return done };
                done.push((n, work(one)));
            }
        };
        let threads: Vec<_> =
            (0..jobs.clamp(1, of.len().max(1))).map(|_| scope.spawn(take)).collect();
        let each = threads.into_iter().map(|thread| match thread.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        each.flatten().collect()
    });
    found.sort_by_key(|(n, _)| *n);
    found.into_iter().flat_map(|(_, found)| found).collect()
}

/// Which sites are of a kind.
type OfKind = fn(&Site) -> bool;

/// How many changes are noticed, by kind of rule.
fn scores(mutants: &[Mutant]) -> String {
    let mut text = String::new();
    let kinds: [(&str, OfKind); 4] = [
        ("referral rules", |site| matches!(site, Site::Referral(_))),
        ("contraindications", |site| matches!(site, Site::Contraindication(..))),
        ("advice rules", |site| matches!(site, Site::Advice(_))),
        ("overall", |_| true),
    ];
    for (title, of_kind) in kinds {
        let of = |fate: fn(&Fate) -> bool| {
            mutants.iter().filter(|m| of_kind(&m.site) && fate(&m.fate)).count()
        };
        let noticed = of(|fate| matches!(fate, Fate::Noticed(_)));
        let survived = of(|fate| *fate == Fate::Survived);
        let undecided = of(|fate| *fate == Fate::NotDecided);
        let equal = of(|fate| *fate == Fate::Equal);
        let all = noticed + survived + undecided;
        let tenths = (noticed * 1000).checked_div(all).unwrap_or(1000);
        let _ = writeln!(
            text,
            "{title}: {noticed} of {all} changes noticed ({}.{} %), {survived} not, {undecided} not decided; {equal} change nothing",
            tenths / 10,
            tenths % 10
        );
    }
    text
}
