//! Peoples, tribes, clans, castes and faiths, from `peoples.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use toml::Spanned;

use crate::{Country, Gazetteer, KnowledgeError, NameIndex, Ontology, Place, PlaceKind, Referent, files::File, folded, tables::read};

/// What a community may be.
const KINDS: [&str; 5] = ["ethnic", "tribal", "clan", "caste", "religious"];

/// From how many people on a town is as likely meant as a people of its name.
const KNOWN_TOWN: u64 = 50_000;

/// A people, tribe, clan, caste or faith.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Community {
    /// Unique over all files of knowledge; small letters.
    pub id: String,
    /// What news calls its members together: `Hutus`.
    pub name: String,
    /// One of them, their adjective, other plurals and spellings.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Forms that are also a place, a person's name or a word, and name the people only where the words around them say so.
    #[serde(default)]
    pub mistakable: Vec<String>,
    /// `ethnic`, `tribal`, `clan`, `caste` or `religious`.
    pub kind: String,
    /// ISO 3166-1 alpha-3 of the states where news finds them; empty where these are too many.
    pub states: Vec<String>,
    /// PLOVER sector of its members: civilians, or their faith.
    #[serde(default = "civilians")]
    pub sector: String,
}

fn civilians() -> String {
    "CVL".to_owned()
}

impl Community {
    /// All names, those that may be mistaken included.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.forms).chain(&self.mistakable)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommunityFile {
    people: Vec<Spanned<Community>>,
}

/// All communities in file order, and the places of their entries in the file.
pub(crate) struct Communities {
    pub list: Vec<Community>,
    spans: Vec<std::ops::Range<usize>>,
}

impl Communities {
    /// Reads the file; unknown kinds, states and sectors, double ids and double names are refused.
    pub fn load(file: &File, countries: &[Country], ontology: &Ontology) -> Result<Self, KnowledgeError> {
        let read: CommunityFile = read(file)?;
        let mut out = Self { list: Vec::new(), spans: Vec::new() };
        let (mut ids, mut names) = (FxHashSet::default(), FxHashMap::default());
        for entry in read.people {
            let (span, community) = (entry.span(), entry.into_inner());
            check(file, &span, &community, countries, ontology)?;
            if !ids.insert(community.id.clone()) {
                return Err(at(file, &span, &community.id, format!("id `{}` stands twice", community.id)));
            }
            for name in community.names() {
                if let Some(other) = names.insert(folded(name), community.id.clone()) {
                    return Err(at(file, &span, name, format!("`{name}` stands twice, first under `{other}`")));
                }
            }
            out.spans.push(span);
            out.list.push(community);
        }
        Ok(out)
    }

    /// Names that are more than a people's and not marked so: a state's, a body's or a place's.
    pub fn doubts(&self, file: &File, names: &NameIndex, gazetteer: &Gazetteer) -> Vec<KnowledgeError> {
        let mut doubts = Vec::new();
        for (community, span) in self.list.iter().zip(&self.spans) {
            for name in std::iter::once(&community.name).chain(&community.forms) {
                let key = folded(name);
                let other = names.get(&key).iter().find_map(|r| match r {
                    Referent::Country(_) | Referent::Nationality(_) => Some("a state or its people"),
                    Referent::Actor(_) => Some("a body"),
                    _ => None,
                });
                let town = |(_, p): &(u32, Place)| matches!(p.kind, PlaceKind::City | PlaceKind::Capital) && p.population >= KNOWN_TOWN;
                let is_town = || gazetteer.has(&key) && gazetteer.get(&key).iter().any(town);
                let other = other.or_else(|| is_town().then_some("a town: write it under `mistakable`"));
                doubts.extend(other.map(|what| at(file, span, name, format!("`{name}` is also the name of {what}"))));
            }
        }
        doubts
    }
}

fn check(
    file: &File,
    span: &std::ops::Range<usize>,
    community: &Community,
    countries: &[Country],
    ontology: &Ontology,
) -> Result<(), KnowledgeError> {
    let (kind, sector) = (&community.kind, &community.sector);
    if !KINDS.contains(&kind.as_str()) {
        return Err(at(file, span, kind, format!("unknown kind `{kind}`")).expecting(KINDS.join(", ")).nearest_of(kind, KINDS));
    }
    let known = |code: &str| countries.iter().any(|c| c.iso3 == code);
    if let Some(state) = community.states.iter().find(|s| !known(s)) {
        let codes = countries.iter().map(|c| c.iso3.as_str());
        return Err(at(file, span, state, format!("unknown country `{state}`")).nearest_of(state, codes));
    }
    if !ontology.sectors.iter().any(|s| s.code == *sector) {
        let codes = ontology.sectors.iter().map(|s| s.code.as_str());
        return Err(at(file, span, sector, format!("unknown sector `{sector}`")).nearest_of(sector, codes));
    }
    Ok(())
}

/// A mistake at a word of an entry.
fn at(file: &File, span: &std::ops::Range<usize>, word: &str, message: String) -> KnowledgeError {
    // The span is that of the entry's head; its lines reach to the next one.
    let entry = file.text.get(span.start..).unwrap_or_default();
    let end = entry.find("\n[[").unwrap_or(entry.len());
    let inside = entry[..end].find(&format!("\"{word}\"")).map_or(0, |i| i + 1);
    KnowledgeError::mistake(&file.path, &file.text, span.start + inside, word.len(), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;

    fn refused(entry: &str) -> String {
        let knowledge = Knowledge::builtin().unwrap_or_else(|e| panic!("{e}"));
        let file = File { path: "peoples.toml".into(), text: entry.to_owned().into() };
        let loaded = Communities::load(&file, &knowledge.countries, &knowledge.ontology);
        loaded.err().map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn mistakes_are_refused_with_their_place() {
        let entry = "[[people]]\nid = \"ord\"\nname = \"Ords\"\nforms = [\"Ord\"]\nkind = \"ethnic\"\nstates = [\"KEN\"]\n";
        assert_eq!(refused(entry), "");
        assert!(refused(&entry.replace("KEN", "KENX")).starts_with("peoples.toml:6:"));
        assert!(refused(&entry.replace("ethnic", "ethnik")).contains("did you mean `ethnic`?"));
        assert!(refused(&format!("{entry}sector = \"MUS\"\n")).contains("unknown sector `MUS`"));
        assert!(refused(&format!("{entry}{}", entry.replace("\"ord\"", "\"other\""))).contains("stands twice"));
    }

    #[test]
    fn peoples_of_the_world_are_known() {
        let knowledge = Knowledge::builtin().unwrap_or_else(|e| panic!("{e}"));
        assert!(knowledge.communities.len() >= 500);
        for name in ["hutu", "hazaras", "yezidis", "shiite", "uyghur", "rohingya", "lou nuer"] {
            assert!(knowledge.names.get(name).iter().any(|r| matches!(r, Referent::Community(_))), "{name}");
        }
        assert!(knowledge.is_mistakable("karen") && !knowledge.is_mistakable("karens"));
    }
}
