//! `samtale mutate` and `samtale cover`: what no proof and no transcript would notice.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use crate::check::mutation::{
    Bench, Fate, Kind, Mutant, Site, Stand, Weighing, name, places, sites, stands, subjects,
};
use crate::cli::failure::Failure;
use crate::cli::loading::{files, model};
use crate::cli::replay::progress::Progress;
use crate::cli::replay::{cores, files::found, sources};
use crate::cli::request::{Common, Cover, Mutate};
use crate::cli::{FINE, NOT_SO};
use crate::engine::Engine;
use crate::model::{Model, TopicId};
use crate::pack::Languages;
use crate::shell::{Output, System};
use crate::transcript::sources::Sources;
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
    let transcripts = transcripts(&request.paths, system);
    let stands = all_stands(&transcripts, (&engine, &reader), jobs, system)?;
    let (weighing, sites) = (Weighing::new(&engine), sites(&model));
    let benches = benches(jobs, (&reader, &transcripts), common, system)?;
    let mutants =
        in_threads(benches, &sites, system, |bench, site| weighing.mutants(*site, &stands, bench))?;
    let places = places(&files(common, system)?, &model, &sites);
    let line = |mutant: &Mutant| {
        let position = sites.iter().position(|known| *known == mutant.site).unwrap_or_default();
        let (file, line) = &places[position];
        format!("{file}:{line}: {}: {}", name(&model, mutant.site), mutant.what)
    };
    let mut text = String::new();
    for mutant in &mutants {
        match &mutant.fate {
            Fate::Survived => {
                let _ = writeln!(text, "{}", line(mutant));
                if request.transcripts
                    && let Some(transcript) = weighing.noticing(mutant, &reader)
                {
                    text.push_str("  would be noticed by:\n");
                    for line in transcript.lines() {
                        let _ = writeln!(text, "    {line}");
                    }
                }
            }
            Fate::Equal(why) if request.weighed_out => {
                let _ = writeln!(text, "{}: changes nothing: {why}", line(mutant));
            }
            _ => {}
        }
    }
    text.push_str(&scores(&mutants));
    system.write(Output::Results, &text)?;
    let survives = |mutant: &Mutant| mutant.fate == Fate::Survived;
    Ok(if mutants.iter().any(survives) { NOT_SO } else { FINE })
}

/// `samtale cover`.
pub(super) fn cover(
    request: &Cover,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let model = model(common, system, Languages::All)?;
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let transcripts = transcripts(&request.paths, system);
    let stands = all_stands(&transcripts, (&engine, &reader), cores(), system)?;
    let weighing = Weighing::new(&engine);
    let subjects: Vec<(usize, Site)> = subjects(&model).into_iter().enumerate().collect();
    let languages = &model.manifest.languages;
    let benches = benches(cores(), (&reader, &transcripts), common, system)?;
    let written = in_threads(benches, &subjects, system, |bench, (number, subject)| {
        let language = languages[number % languages.len()];
        let text = weighing.missing(*subject, &stands, (bench, language));
        text.map(|text| (*subject, text)).into_iter().collect()
    })?;
    let mut text = String::new();
    for (subject, transcript) in &written {
        let path = request.folder.join(file_name(&model, *subject));
        if let Some(folder) = path.parent() {
            system.make_folder(folder).map_err(|e| Failure::unreadable(folder, e))?;
        }
        system
            .create_shared(&path, transcript)
            .map_err(|error| Failure::unreadable(&path, error))?;
        let _ = writeln!(text, "{}", path.display());
    }
    let _ = writeln!(text, "{} transcripts, to be read and accepted by a person", written.len());
    system.write(Output::Results, &text)?;
    Ok(FINE)
}

/// Where a transcript about something is written: by topic, red flags and branches apart.
fn file_name(model: &Model, site: Site) -> PathBuf {
    let topic = |topic: TopicId| PathBuf::from(model.topics[topic.index()].id.as_str());
    match site {
        Site::Referral(n) => {
            let rule = &model.referrals[n];
            topic(rule.topic).join(format!("refer_{}.transcript", rule.id))
        }
        Site::Advice(n) | Site::Contraindication(n, _) => {
            let rule = &model.advice[n];
            topic(rule.topic).join(format!("advise_{}.transcript", rule.id))
        }
        Site::Flag(slot) => {
            let slot = model.slot_name(slot).replace('.', "_");
            PathBuf::from("red_flags").join(format!("{slot}.transcript"))
        }
        Site::Branch(d, s) => {
            let dialogue = &model.dialogues[d];
            let step = &dialogue.steps[s].id;
            PathBuf::from("branches").join(format!("{}_{step}.transcript", dialogue.id))
        }
        Site::Claim(n) => {
            PathBuf::from("claims").join(format!("{}.transcript", model.claims[n].id))
        }
    }
}

fn transcripts(paths: &[PathBuf], system: &dyn System) -> Vec<Sources> {
    let files = found(system, paths);
    files.iter().filter_map(|file| sources(file, system).ok()).collect()
}

fn all_stands(
    transcripts: &[Sources],
    (engine, reader): (&Engine<'_>, &Reader),
    jobs: usize,
    system: &mut dyn System,
) -> Result<Vec<Stand>, Failure> {
    let all: Vec<(usize, &Sources)> = transcripts.iter().enumerate().collect();
    let work = |(): &mut (), one: &(usize, &Sources)| stands(engine, reader, *one);
    Ok(in_threads(vec![(); jobs.max(1)], &all, system, work)?)
}

/// A pack of its own for each thread, to be changed.
fn benches<'t>(
    jobs: usize,
    (reader, transcripts): (&'t Reader, &'t [Sources]),
    common: &Common,
    system: &mut dyn System,
) -> Result<Vec<Bench<'t>>, Failure> {
    let mut benches = Vec::new();
    for _ in 0..jobs.max(1) {
        benches.push(Bench::new(model(common, system, Languages::All)?, reader, transcripts));
    }
    Ok(benches)
}

/// How many changes are noticed, by kind.
fn scores(mutants: &[Mutant]) -> String {
    let mut text = String::new();
    let kinds = Kind::ALL.map(|(kind, title)| (Some(kind), title));
    for (kind, title) in kinds.into_iter().chain([(None, "overall")]) {
        let of_kind: Vec<&Fate> = mutants
            .iter()
            .filter(|mutant| kind.is_none_or(|kind| mutant.kind() == kind))
            .map(|mutant| &mutant.fate)
            .collect();
        let of = |is: fn(&Fate) -> bool| of_kind.iter().filter(|fate| is(fate)).count();
        let noticed = of(|fate| matches!(fate, Fate::Noticed(_)));
        let survived = of(|fate| *fate == Fate::Survived);
        let undecided = of(|fate| *fate == Fate::NotDecided);
        let equal = of(|fate| matches!(fate, Fate::Equal(_)));
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

/// What comes of each of these, in their order; each thread takes the next that is left, with a
/// workplace of its own. How far it is, is told on a terminal.
fn in_threads<W: Send, T: Sync, R: Send>(
    workplaces: Vec<W>,
    of: &[T],
    system: &mut dyn System,
    work: impl Fn(&mut W, &T) -> Vec<R> + Sync,
) -> std::io::Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = channel();
    let mut progress = Progress::new(system);
    std::thread::scope(|scope| {
        for mut workplace in workplaces {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = of.get(n) else { return };
                    if sender.send((n, work(&mut workplace, one))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut found: Vec<(usize, Vec<R>)> = Vec::with_capacity(of.len());
        for done in receiver {
            found.push(done);
            progress.at(found.len(), of.len(), system)?;
        }
        progress.clear(system)?;
        found.sort_by_key(|(n, _)| *n);
        Ok(found.into_iter().flat_map(|(_, found)| found).collect())
    })
}
