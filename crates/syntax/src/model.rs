//! The model file: layout, checks, and the weights as inference wants them.
//!
//! `TRUCLINE`, format (u32), checksum (u64) of the rest; then version, label lists, sizes, word table, affix tables,
//! dense weights in the order of use, base forms, irregular lemmas. Numbers are little-endian. training/export.py writes it.

use std::str::FromStr;

use rustc_hash::FxHashMap;

use crate::{
    features::{AFFIXES, CASE_CLASSES},
    kernels::Linear,
    labels::{Deprel, EntityKind, Upos, Xpos},
    lemma::Edit,
    reader::Reader,
};

/// The format that this program reads.
pub const FORMAT: u32 = 2;
const MAGIC: &[u8] = b"TRUCLINE";
const HEADER: usize = 20;
/// Widths beyond this are a damaged file, whatever its checksum says.
const WIDEST: usize = 1 << 16;

/// Why a model file was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes are something else.
    #[error("not a Truceline model: the file does not begin with `TRUCLINE`; give the path of an `en.model`")]
    NotAModel,
    /// Made for another version of the program.
    #[error("model format {found}, but this program reads format {FORMAT}; take the model that came with the program")]
    OtherFormat {
        /// The file's format.
        found: u32,
    },
    /// Bytes changed or missing.
    #[error("damaged model: its checksum does not fit its content; copy the file again")]
    Checksum,
    /// The content ends too early, or does not make sense.
    #[error("damaged model at byte {at}: {what}; copy the file again")]
    Content {
        /// Offset in the file, bytes.
        at: usize,
        /// What is wrong.
        what: String,
    },
}

/// The syntax model: loaded once, shared by all threads.
#[derive(Debug)]
pub struct Model {
    pub(crate) version: String,
    pub(crate) checksum: u64,
    pub(crate) labels: Labels,
    pub(crate) sizes: Sizes,
    pub(crate) words: WordTable,
    pub(crate) affixes: [Rows; AFFIXES],
    pub(crate) case: Vec<f32>,
    pub(crate) word_norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) norm: Norm,
    pub(crate) tags: Linear,
    pub(crate) parser: Linear,
    pub(crate) root_arc: Vec<f32>,
    pub(crate) arc: Linear,
    pub(crate) relation: Linear,
    /// Keys of known base forms, ascending.
    pub(crate) bases: Vec<u64>,
    pub(crate) irregular: FxHashMap<u64, String>,
}

#[derive(Debug)]
pub(crate) struct Labels {
    pub upos: Vec<Upos>,
    pub xpos: Vec<Xpos>,
    pub edits: Vec<Edit>,
    pub deprel: Vec<Deprel>,
    /// Kind of the `B-` tag at 2k + 1 and the `I-` tag at 2k + 2; tag 0 is outside.
    pub entities: Vec<EntityKind>,
    pub root: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub width: usize,
    pub cell: usize,
    pub heads: usize,
    pub arc: usize,
    pub relation: usize,
}

/// Vectors of 8-bit numbers with one scale each.
#[derive(Debug)]
pub(crate) struct Rows {
    pub scales: Vec<f32>,
    pub values: Vec<i8>,
}

#[derive(Debug)]
pub(crate) struct WordTable {
    /// Ascending; the row of a word is where its key stands.
    pub keys: Vec<u64>,
    pub rows: Rows,
}

#[derive(Debug)]
pub(crate) struct Norm {
    pub gain: Vec<f32>,
    pub bias: Vec<f32>,
}

#[derive(Debug)]
pub(crate) enum Layer {
    Convolution { norm: Norm, linear: Linear },
    Recurrence { norm: Norm, gates: Linear, out: Linear },
    Attention { norm: Norm, qkv: Linear, out: Linear, norm2: Norm, inner: Linear, outer: Linear },
}

impl Model {
    /// Reads a model file's content.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are no model, of another format, or damaged.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let mut header = Reader::new(bytes, MAGIC.len());
        let found = header.u32()?;
        if found != FORMAT {
            return Err(ModelError::OtherFormat { found });
        }
        let sum = header.u64()?;
        if sum != checksum(bytes.get(HEADER..).unwrap_or_default()) {
            return Err(ModelError::Checksum);
        }
        let mut r = Reader::new(bytes, HEADER);
        let model = Self::read(&mut r, sum)?;
        if r.at() == bytes.len() { Ok(model) } else { Err(r.wrong("bytes left over after the last table")) }
    }

    /// Name and version, for example `en-0.1.0`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Checksum of the content; two models with the same one give the same output.
    pub fn checksum(&self) -> u64 {
        self.checksum
    }

    fn read(r: &mut Reader, checksum: u64) -> Result<Self, ModelError> {
        let version = r.text()?;
        let labels = Labels::read(r)?;
        let [width, convolutions, recurrent, cell, attentions, heads, inner, arc, relation] = r.sizes(WIDEST)?;
        if heads == 0 || width % heads != 0 {
            return Err(r.wrong("the width does not divide by the number of attention heads"));
        }
        let sizes = Sizes { width, cell, heads, arc, relation };
        let words = WordTable::read(r, width)?;
        let affixes = read_affixes(r, width)?;
        let case = r.halves(CASE_CLASSES * width)?;
        let word_norm = Norm::read(r, width)?;
        let mut layers = Vec::new();
        for _ in 0..convolutions {
            layers.push(Layer::Convolution { norm: Norm::read(r, width)?, linear: linear(r, 3 * width, width)? });
        }
        for _ in 0..recurrent {
            let (norm, gates) = (Norm::read(r, width)?, linear(r, width, 6 * cell)?);
            layers.push(Layer::Recurrence { norm, gates, out: linear(r, 2 * cell, width)? });
        }
        for _ in 0..attentions {
            layers.push(Layer::attention(r, width, inner)?);
        }
        let norm = Norm::read(r, width)?;
        let tags = linear(r, width, labels.tag_count())?;
        let parser = linear(r, width, 2 * (arc + relation))?;
        let root_arc = r.halves(arc)?;
        let arc_weights = r.halves(arc * arc)?;
        let arc = Linear::new(&arc_weights, &r.halves(arc)?, arc);
        let relation = relation_layer(&r.halves(labels.deprel.len() * (relation + 1).pow(2))?, relation);
        let bases = read_keys(r, 8)?;
        let irregular = read_irregular(r)?;
        Ok(Self {
            version,
            checksum,
            labels,
            sizes,
            words,
            affixes,
            case,
            word_norm,
            layers,
            norm,
            tags,
            parser,
            root_arc,
            arc,
            relation,
            bases,
            irregular,
        })
    }
}

impl Labels {
    fn read(r: &mut Reader) -> Result<Self, ModelError> {
        let upos = parsed::<Upos>(r)?;
        let xpos = parsed::<Xpos>(r)?;
        let edits = parsed::<Edit>(r)?;
        let deprel = parsed::<Deprel>(r)?;
        let tags = r.texts()?;
        let mut entities = Vec::new();
        for pair in tags.get(1..).unwrap_or_default().chunks(2) {
            match (pair[0].strip_prefix("B-"), pair.get(1).and_then(|t| t.strip_prefix("I-"))) {
                (Some(b), Some(i)) if b == i => {
                    entities.push(EntityKind::from_str(b).map_err(|e| r.wrong(e.to_string()))?);
                }
                _ => return Err(r.wrong("entity tags are not O and then pairs of B- and I-")),
            }
        }
        let root = deprel.iter().position(|&d| d == Deprel::Root);
        match root {
            Some(root) if !upos.is_empty() && !xpos.is_empty() && !edits.is_empty() => {
                Ok(Self { upos, xpos, edits, deprel, entities, root })
            }
            _ => Err(r.wrong("a label list is empty or lacks `root`")),
        }
    }

    fn tag_count(&self) -> usize {
        self.upos.len() + self.xpos.len() + self.edits.len() + 2 * self.entities.len() + 1
    }
}

impl WordTable {
    fn read(r: &mut Reader, width: usize) -> Result<Self, ModelError> {
        let keys = read_keys(r, 12 + width)?;
        let rows = Rows::read(r, keys.len(), width)?;
        Ok(Self { keys, rows })
    }

    /// The row of a word by its key.
    pub fn row(&self, key: u64) -> Option<usize> {
        self.keys.binary_search(&key).ok()
    }
}

impl Rows {
    fn read(r: &mut Reader, count: usize, width: usize) -> Result<Self, ModelError> {
        let scales = (0..count).map(|_| r.f32()).collect::<Result<Vec<_>, _>>()?;
        let values = r.take(count * width)?.iter().map(|&b| b as i8).collect();
        Ok(Self { scales, values })
    }
}

impl Norm {
    fn read(r: &mut Reader, width: usize) -> Result<Self, ModelError> {
        Ok(Self { gain: r.halves(width)?, bias: r.halves(width)? })
    }
}

impl Layer {
    fn attention(r: &mut Reader, width: usize, inner: usize) -> Result<Self, ModelError> {
        Ok(Self::Attention {
            norm: Norm::read(r, width)?,
            qkv: linear(r, width, 3 * width)?,
            out: linear(r, width, width)?,
            norm2: Norm::read(r, width)?,
            inner: linear(r, width, inner)?,
            outer: linear(r, inner, width)?,
        })
    }
}

fn parsed<T: FromStr<Err: ToString>>(r: &mut Reader) -> Result<Vec<T>, ModelError> {
    let texts = r.texts()?;
    texts.iter().map(|t| t.parse::<T>().map_err(|e| r.wrong(e.to_string()))).collect()
}

fn linear(r: &mut Reader, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
    let weights = r.halves(inputs * outputs)?;
    Ok(Linear::new(&weights, &r.halves(outputs)?, inputs))
}

fn read_affixes(r: &mut Reader, width: usize) -> Result<[Rows; AFFIXES], ModelError> {
    let tables = r.u32()? as usize;
    if tables != AFFIXES {
        return Err(r.wrong(format!("{tables} affix tables instead of {AFFIXES}")));
    }
    let mut out = Vec::with_capacity(AFFIXES);
    for _ in 0..AFFIXES {
        match r.count(4 + width)? {
            0 => return Err(r.wrong("an affix table is empty")),
            count => out.push(Rows::read(r, count, width)?),
        }
    }
    out.try_into().map_err(|_| r.wrong("affix tables are missing"))
}

/// From `[label][dependent, 1][head, 1]` to a layer that maps a dependent to `[label][head, 1]`.
fn relation_layer(forms: &[f32], relation: usize) -> Linear {
    let side = relation + 1;
    let labels = forms.len() / (side * side);
    let mut weights = Vec::with_capacity(labels * side * relation);
    let mut bias = Vec::with_capacity(labels * side);
    for form in forms.chunks_exact(side * side) {
        for head in 0..side {
            weights.extend((0..relation).map(|dependent| form[dependent * side + head]));
            bias.push(form[relation * side + head]);
        }
    }
    Linear::new(&weights, &bias, relation)
}

/// Ascending keys of items of `size` bytes each.
fn read_keys(r: &mut Reader, size: usize) -> Result<Vec<u64>, ModelError> {
    let count = r.count(size)?;
    let keys = (0..count).map(|_| r.u64()).collect::<Result<Vec<_>, _>>()?;
    if keys.is_sorted() { Ok(keys) } else { Err(r.wrong("keys are not in order")) }
}

fn read_irregular(r: &mut Reader) -> Result<FxHashMap<u64, String>, ModelError> {
    let keys = read_keys(r, 12)?;
    keys.into_iter().map(|key| Ok((key, r.text()?))).collect()
}

/// 64-bit sum over little-endian words; the last one is filled up with zeros.
fn checksum(data: &[u8]) -> u64 {
    data.chunks(8).fold(0xCBF2_9CE4_8422_2325, |h: u64, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        let h = (h ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01B3);
        h ^ (h >> 32)
    })
}
