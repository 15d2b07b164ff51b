//! Any text is understood: no panic, places on the borders of letters, and the same once more with space around it.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use samtale::model::Model;
use samtale::pack::{Languages, embedded_files, load};
use samtale::understand::Reader;
use samtale::understand::outcome::Context;

fn pack() -> &'static (Model, Reader) {
    static PACK: OnceLock<(Model, Reader)> = OnceLock::new();
    PACK.get_or_init(|| {
        let (model, findings) = load(&embedded_files(), Languages::All);
        let model = model.unwrap_or_else(|| panic!("{findings:#?}"));
        let reader = Reader::new(&model);
        (model, reader)
    })
}

fuzz_target!(|data: &[u8]| {
    let Some((pick, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let (model, reader) = pack();
    let languages: Vec<_> = reader.languages().collect();
    let language = languages.get(usize::from(pick % 8)).copied();
    let names = ["symptoms.weakness", "caffeine_mg", "stress", "twitch_site.back"];
    let slot = names.get(usize::from(pick / 8 % 8)).and_then(|name| model.slot(name));
    let asking: Vec<_> = slot.into_iter().collect();
    let context = Context { language, asking: &asking };
    let understood = reader.understand(model, &text, &context);
    for (from, to) in understood
        .spans
        .iter()
        .map(|span| (span.from, span.to))
        .chain(understood.unsure.iter().map(|unsure| (unsure.from, unsure.to)))
        .chain(understood.quantities.iter().map(|quantity| (quantity.from, quantity.to)))
        .chain(understood.emergency_words)
    {
        assert!(text.get(from..to).is_some(), "{from}..{to} of {text:?}");
    }
    let spaced = reader.understand(model, &format!("{text} "), &context);
    assert_eq!(understood.statement, spaced.statement, "{text:?} and a space");
});
