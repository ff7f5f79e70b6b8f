//! Where knowledge files come from: the copy inside the program, or a folder.

use std::{borrow::Cow, fs, path::Path};

use include_dir::{Dir, include_dir};

use crate::KnowledgeError;

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../knowledge");

/// A knowledge file's path, relative and with `/`, and its text.
pub(crate) struct File {
    pub path: String,
    pub text: Cow<'static, str>,
}

/// All files, in path order.
pub(crate) struct Files(Vec<File>);

impl Files {
    /// The files that were in `knowledge/` when the program was built.
    pub fn builtin() -> Self {
        let mut files = Vec::new();
        collect_builtin(&BUILTIN, &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }

    /// The files of a folder.
    pub fn of_folder(root: &Path) -> Result<Self, KnowledgeError> {
        let mut files = Vec::new();
        collect_folder(root, root, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self(files))
    }

    /// Every file, in path order.
    pub fn all(&self) -> impl Iterator<Item = &File> {
        self.0.iter()
    }

    /// The file at `path`.
    pub fn one(&self, path: &'static str) -> Result<&File, KnowledgeError> {
        self.0.iter().find(|f| f.path == path).ok_or(KnowledgeError::Missing { file: path })
    }

    /// The files in `folder` whose names end with `.extension`, in path order.
    pub fn many<'f>(&'f self, folder: &'f str, extension: &'f str) -> impl Iterator<Item = &'f File> {
        self.0.iter().filter(move |f| {
            f.path.strip_prefix(folder).is_some_and(|r| r.starts_with('/')) && f.path.rsplit_once('.').is_some_and(|(_, e)| e == extension)
        })
    }

    /// A short fingerprint of all paths and contents (FNV-1a with steps of 8 bytes, 64 bits).
    pub fn fingerprint(&self) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for bytes in self.0.iter().flat_map(|f| [f.path.as_bytes(), f.text.as_bytes()]) {
            for chunk in bytes.chunks(8) {
                let mut word = [0; 8];
                word[..chunk.len()].copy_from_slice(chunk);
                hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3);
                hash ^= hash >> 32;
            }
        }
        hash
    }
}

fn wanted(path: &str) -> bool {
    [".toml", ".tsv", ".pattern"].iter().any(|e| path.ends_with(e))
}

fn collect_builtin(dir: &Dir<'static>, files: &mut Vec<File>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let (true, Some(text)) = (wanted(&path), file.contents_utf8()) {
            files.push(File { path, text: Cow::Borrowed(text) });
        }
    }
    for sub in dir.dirs() {
        collect_builtin(sub, files);
    }
}

fn collect_folder(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<(), KnowledgeError> {
    let unreadable = |path: &Path, source| KnowledgeError::Unreadable { path: path.to_string_lossy().into_owned(), source };
    for entry in fs::read_dir(folder).map_err(|e| unreadable(folder, e))? {
        let path = entry.map_err(|e| unreadable(folder, e))?.path();
        if path.is_dir() {
            collect_folder(root, &path, files)?;
            continue;
        }
        let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if !wanted(&relative) {
            continue;
        }
        let bytes = fs::read(&path).map_err(|e| unreadable(&path, e))?;
        let text = String::from_utf8(bytes).map_err(|e| {
            let valid = e.utf8_error().valid_up_to();
            let bytes = e.into_bytes();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            KnowledgeError::mistake(&relative, &text, valid, 1, "this byte is not UTF-8").expecting("text saved as UTF-8")
        })?;
        files.push(File { path: relative, text: Cow::Owned(text) });
    }
    Ok(())
}
