//! Places of values in a RON file: a tree of spans, built only when there is something to report.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::base::files::SourceFiles;
use crate::model::Origin;
use ron::Options;
use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// How every file of a pack is read: optional fields are written bare.
pub(crate) fn ron_options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A step down into a value: a field by name, or a part by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A field of a struct.
    Field(&'static str),
    /// An element of a list, an argument of a variant, the value of a map's n-th entry.
    Index(usize),
}

/// A path to a value in a file, as a chain on the stack: it costs nothing until something is wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    file: usize,
    parent: Option<&'a At<'a>>,
    key: Option<Key>,
}

impl<'a> At<'a> {
    /// The whole file.
    pub(crate) const fn file(file: usize) -> Self {
        Self { file, parent: None, key: None }
    }

    /// A field of this value.
    pub(crate) const fn field(&'a self, name: &'static str) -> At<'a> {
        At { file: self.file, parent: Some(self), key: Some(Key::Field(name)) }
    }

    /// A part of this value.
    pub(crate) const fn index(&'a self, position: usize) -> At<'a> {
        At { file: self.file, parent: Some(self), key: Some(Key::Index(position)) }
    }

    /// Which file it stands in.
    pub(crate) const fn in_file(&self) -> usize {
        self.file
    }

    /// The file and the keys from its top down.
    pub(crate) fn path(&self) -> Path {
        let mut keys = Vec::new();
        let mut at = Some(self);
        while let Some(step) = at {
            keys.extend(step.key);
            at = step.parent;
        }
        keys.reverse();
        Path { file: self.file, keys }
    }
}

/// A path that outlives the walk.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    /// Which file.
    pub(crate) file: usize,
    /// From the top down.
    pub(crate) keys: Vec<Key>,
}

/// A value's place and those of its parts.
#[derive(Debug)]
pub(crate) struct Node {
    bytes: Range<usize>,
    parts: Vec<(String, Node)>,
}

impl Node {
    /// The place of the value at a path, or of the nearest value above it.
    pub(crate) fn bytes_at(&self, keys: &[Key]) -> Range<usize> {
        let mut node = self;
        for key in keys {
            let next = match key {
                Key::Field(name) => node.parts.iter().find(|(part, _)| part == name),
                Key::Index(position) => node.parts.get(*position),
            };
            match next {
                Some((_, part)) => node = part,
                None => break,
            }
        }
        node.bytes.clone()
    }
}

/// The tree of places of a file that parses.
pub(crate) fn places(text: &str) -> Node {
    let extensions =
        ron::Deserializer::from_str_with_options(text, &ron_options()).map(|d| d.extensions());
    let walk = Walk { base: text, extensions: extensions.unwrap_or(Extensions::IMPLICIT_SOME) };
    let mut parts = Vec::new();
    // a value that cannot be walked stays a leaf: the typed reading has passed already
    let _ = walk.parts(text, &mut parts);
    Node { bytes: 0..text.len(), parts }
}

/// A part of an entry, for findings about a pack that has loaded.
#[derive(Debug, Clone, Copy)]
pub struct EntryPlace {
    /// Where the entry stands.
    pub origin: Origin,
    /// The list that holds the entry, where the file's top is a struct (`claims`).
    pub list: Option<&'static str>,
    /// The field of the entry; none: the whole entry.
    pub field: Option<&'static str>,
    /// The element of that field, if it is a list.
    pub element: Option<usize>,
}

/// The bytes of a part of an entry.
#[must_use]
pub fn place_of(files: &SourceFiles, place: EntryPlace) -> Range<usize> {
    let Some(source) = files.get(place.origin.file) else { return 0..0 };
    let keys: Vec<Key> = place
        .list
        .map(Key::Field)
        .into_iter()
        .chain([Key::Index(place.origin.position)])
        .chain(place.field.map(Key::Field))
        .chain(place.element.map(Key::Index))
        .collect();
    places(&source.text).bytes_at(&keys)
}

/// Finds places in the files of a pack that has loaded; each file is walked once.
#[derive(Debug)]
pub struct Places<'a> {
    files: &'a SourceFiles,
    trees: BTreeMap<usize, Node>,
}

impl<'a> Places<'a> {
    /// Of these files.
    #[must_use]
    pub fn new(files: &'a SourceFiles) -> Self {
        Self { files, trees: BTreeMap::new() }
    }

    /// The bytes of the value at a path from the top of a file down, or of the nearest value above it.
    pub fn bytes(&mut self, file: usize, keys: &[Key]) -> Range<usize> {
        let text = self.files.get(file).map_or("", |source| &*source.text);
        self.trees.entry(file).or_insert_with(|| places(text)).bytes_at(keys)
    }
}

struct Walk<'a> {
    base: &'a str,
    extensions: Extensions,
}

impl<'a> Walk<'a> {
    fn node(&self, raw: &'a RawValue) -> Node {
        let text = raw.trim().get_ron();
        let start = text.as_ptr() as usize - self.base.as_ptr() as usize;
        let mut parts = Vec::new();
        let _ = self.parts(text, &mut parts);
        Node { bytes: start..start + text.len(), parts }
    }

    fn parts(&self, text: &'a str, parts: &mut Vec<(String, Node)>) -> Result<(), SpannedError> {
        let options = ron_options().with_default_extension(self.extensions);
        let mut deserializer = ron::Deserializer::from_str_with_options(text, &options)?;
        let visitor = PartVisitor { walk: self, parts, is_map: text.starts_with('{') };
        deserializer.deserialize_any(visitor).map_err(|error| deserializer.span_error(error))
    }
}

struct PartVisitor<'w, 'a> {
    walk: &'w Walk<'a>,
    parts: &'w mut Vec<(String, Node)>,
    is_map: bool,
}

/// Any key of a struct as text.
struct FieldName;

impl<'de> DeserializeSeed<'de> for FieldName {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(FieldNameVisitor)
    }
}

struct FieldNameVisitor;

impl Visitor<'_> for FieldNameVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E>(self, name: &str) -> Result<String, E> {
        Ok(name.to_owned())
    }
}

/// A leaf of this type has no parts.
macro_rules! leaves {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E>(self, _: $type) -> Result<(), E> { Ok(()) })*
    };
}

impl<'de: 'a, 'a> Visitor<'de> for PartVisitor<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    leaves! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64,
        visit_char: char, visit_str: &str, visit_bytes: &[u8]
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?;
        self.parts.push(("0".to_owned(), self.walk.node(raw)));
        Ok(())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.visit_some(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<&'de RawValue>()? {
            let name = self.parts.len().to_string();
            self.parts.push((name, self.walk.node(raw)));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        loop {
            // a map may have any value as its key, a struct has identifiers
            let key = if self.is_map {
                map.next_key::<&'de RawValue>()?.map(|raw| raw.get_ron().trim().to_owned())
            } else {
                map.next_key_seed(FieldName)?
            };
            let Some(key) = key else { return Ok(()) };
            let raw = map.next_value::<&'de RawValue>().map_err(de::Error::custom)?;
            self.parts.push((key, self.walk.node(raw)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Key::{Field, Index};
    use super::{Key, places};

    #[test]
    fn every_part_has_its_place() {
        let text = "[\n  (id: \"a\", when: all([has(\"x\"), above(\"caffeine_mg\", 400, \"mg\")]), kind: set([(id: \"m\")])),\n  // note\n  (id: \"b\", map: {\"k\": 1, \"k\": 2}),\n]";
        let node = places(text);
        let at = |keys: &[Key]| &text[node.bytes_at(keys)];
        assert_eq!(at(&[Index(0), Field("id")]), "\"a\"");
        assert_eq!(at(&[Index(0), Field("when"), Index(0), Index(0), Index(0)]), "\"x\"");
        assert_eq!(at(&[Index(0), Field("when"), Index(0), Index(1), Index(1)]), "400");
        assert_eq!(at(&[Index(0), Field("kind"), Index(0), Index(0), Field("id")]), "\"m\"");
        assert_eq!(at(&[Index(1), Field("map"), Index(1)]), "2");
        assert_eq!(at(&[Index(1), Field("nothing")]), at(&[Index(1)]));
    }
}
