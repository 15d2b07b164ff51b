//! `samtale mutate` and `samtale cover`: what no proof and no transcript would notice.

use std::fmt::Write as _;
use std::path::Path;

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

/// How many sites a thread takes at a time.
const SITES_A_ROUND: usize = 8;

/// `samtale mutate`.
pub(super) fn mutate(
    request: &Mutate,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let model = model(common, system, Languages::All)?;
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let stands = all_stands(&request.paths, (&engine, &reader), system);
    let mutants = all_mutants(&engine, &stands, request.jobs, system)?;
    let sites: Vec<Site> = sites(&model);
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
            && let Some((_, transcript)) =
                Weighing::new(&engine).missing(std::slice::from_ref(survivor), &reader).pop()
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
    let stands = all_stands(&request.paths, (&engine, &reader), system);
    let mutants = all_mutants(&engine, &stands, None, system)?;
    let survivors: Vec<Mutant> =
        mutants.into_iter().filter(|mutant| mutant.fate == Fate::Survived).collect();
    let missing = Weighing::new(&engine).missing(&survivors, &reader);
    let mut text = String::new();
    let mut written: Vec<String> = Vec::new();
    for (site, transcript) in &missing {
        let stem = file_stem(&model, *site);
        let number = written.iter().filter(|known| **known == stem).count() + 1;
        let path = request.folder.join(format!("{stem}_{number}.txt"));
        written.push(stem);
        let about = format!("# {}: to be read and accepted by a person\n", name(&model, *site));
        let transcript = with_note(transcript, &about);
        write_new(system, &path, &transcript)?;
        let _ = writeln!(text, "{}", path.display());
    }
    let _ = writeln!(text, "{} transcripts for {} changes", missing.len(), survivors.len());
    system.write(Output::Results, &text)?;
    Ok(FINE)
}

/// Puts a comment below the first line.
fn with_note(transcript: &str, note: &str) -> String {
    match transcript.split_once('\n') {
        Some((first, rest)) => format!("{first}\n{note}{rest}"),
        None => transcript.to_owned(),
    }
}

fn write_new(system: &mut dyn System, path: &Path, text: &str) -> Result<(), Failure> {
    system.create_shared(path, text).map_err(|error| Failure::unreadable(path, error))
}

fn file_stem(model: &Model, site: Site) -> String {
    match site {
        Site::Referral(n) => model.referrals[n].id.to_string(),
        Site::Advice(n) => model.advice[n].id.to_string(),
        Site::Contraindication(n, k) => format!("{}_held_back_{}", model.advice[n].id, k + 1),
    }
}

fn all_stands(
    paths: &[std::path::PathBuf],
    (engine, reader): (&Engine<'_>, &Reader),
    system: &dyn System,
) -> Vec<Stand> {
    let files = found(system, paths);
    let each = files.iter().filter_map(|file| sources(file, system).ok());
    each.flat_map(|sources| stands(engine, reader, &sources)).collect()
}

/// The changes of all sites in their order, weighed in threads.
fn all_mutants(
    engine: &Engine<'_>,
    stands: &[Stand],
    jobs: Option<usize>,
    system: &mut dyn System,
) -> Result<Vec<Mutant>, Failure> {
    let weighing = Weighing::new(engine);
    let sites = sites(engine.model());
    let jobs = jobs.unwrap_or_else(cores).max(1);
    let mut mutants = Vec::new();
    let told = system.is_terminal(crate::shell::Stream::Errors);
    for (round, part) in sites.chunks(SITES_A_ROUND * jobs).enumerate() {
        if told {
            let done = round * SITES_A_ROUND * jobs;
            system.write(Output::Errors, &format!("{done} of {} rules\r", sites.len()))?;
        }
        let weighing = &weighing;
        let found: Vec<Vec<Mutant>> = std::thread::scope(|scope| {
            let threads: Vec<_> = part
                .chunks(SITES_A_ROUND)
                .map(|sites| scope.spawn(move || weighing.mutants(sites, stands)))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
        });
        mutants.extend(found.into_iter().flatten());
    }
    Ok(mutants)
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
