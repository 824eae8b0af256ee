//! What a backup consists of, and how it is proved.
//!
//! The manifest names the SHA-256 of the database and of the list of files, and is sealed with the
//! key file: a changed backup and a wrong key are both found before anything is restored.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use domain::dossier::personal::hex;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::output::{Refused, why};

/// How a backup is laid out; a program refuses layouts it does not know.
pub const FORMAT: u32 = 1;
/// The copied SQLite database.
pub const DATABASE: &str = "motcua.sqlite3";
/// What `pg_dump` wrote.
pub const DUMP: &str = "motcua.dump";
/// The folder of copied files.
pub const FILES: &str = "files";
/// Every copied file, as `sha256sum` writes and checks it.
pub const FILE_LIST: &str = "files.sha256";
/// The manifest.
pub const MANIFEST: &str = "manifest.json";

/// What a backup says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout.
    pub format: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// When it was begun; codes issued later may be missing in it.
    pub made_at: String,
    /// The name of the database's copy; it tells the engine.
    pub database: String,
    /// Its digest.
    pub database_sha256: String,
    /// How many files.
    pub files: usize,
    /// The digest of the list of files.
    pub files_sha256: String,
    /// Which key file opens it.
    pub key_id: String,
    /// Proof by the key file that nothing above was changed.
    pub seal: String,
}

#[derive(Deserialize)]
struct KeyFile {
    id: String,
    master: String,
    lookup: String,
}

impl Manifest {
    /// The manifest with the key's id and seal.
    pub fn sealed(self, key_file: &Path) -> anyhow::Result<Self> {
        let key = read_key(key_file)?;
        let named = Self {
            key_id: key.id.clone(),
            seal: String::new(),
            ..self
        };
        let seal = hex(&named.mac(&key)?.finalize().into_bytes());
        Ok(Self { seal, ..named })
    }

    /// Whether this key file sealed the manifest as it is now.
    ///
    /// # Errors
    ///
    /// A refusal that says which of the two is wrong.
    pub fn check_seal(&self, key_file: &Path) -> anyhow::Result<()> {
        let key = read_key(key_file)?;
        if key.id != self.key_id {
            return Err(Refused::because(format!(
                "Tệp khóa {} không phải của bản sao này (cần khóa {}). Đặt đúng tệp khóa rồi chạy \
                 lại.",
                key_file.display(),
                self.key_id
            )));
        }
        let seal = hex(&self.mac(&key)?.finalize().into_bytes());
        if seal == self.seal {
            Ok(())
        } else {
            Err(Refused::because(
                "Bản kê hoặc tệp khóa đã bị sửa: chữ ký của bản kê không khớp. Dùng bản sao khác.",
            ))
        }
    }

    fn mac(&self, key: &KeyFile) -> anyhow::Result<Hmac<Sha256>> {
        let unsealed = Self {
            seal: String::new(),
            ..self.clone()
        };
        let secret = format!("backup {} {}", key.master, key.lookup);
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .map_err(|_| anyhow::anyhow!("the key file is of no use"))?;
        mac.update(serde_json::to_string(&unsealed)?.as_bytes());
        Ok(mac)
    }
}

fn read_key(path: &Path) -> anyhow::Result<KeyFile> {
    let text = fs::read_to_string(path).map_err(|error| {
        Refused::because(format!(
            "Không đọc được tệp khóa {}: {}. Đặt tệp khóa đã cất riêng vào đó rồi chạy lại.",
            path.display(),
            why(&error)
        ))
    })?;
    serde_json::from_str(&text).map_err(|_| {
        Refused::because(format!(
            "{} không phải tệp khóa, hoặc đã hỏng. Đặt đúng tệp khóa rồi chạy lại.",
            path.display()
        ))
    })
}

/// A copied file: its digest, and its path below the folder of files.
pub type Copied = (String, String);

/// Copies a folder of folders of files, each synced; files never change once they are there.
/// What is only half written by somebody is left out.
pub fn copy_files(from: &Path, to: &Path) -> anyhow::Result<Vec<Copied>> {
    make_private(to)?;
    let mut copied = Vec::new();
    for path in files_below(from)? {
        if path.extension().is_some_and(|end| end == "part") {
            continue;
        }
        let (source, target) = (from.join(&path), to.join(&path));
        if let Some(folder) = target.parent() {
            make_private(folder)?;
        }
        // A file that was erased meanwhile is not missing.
        match fs::copy(&source, &target) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            other => other.with_context(|| target.display().to_string())?,
        };
        close_to_others(&target)?;
        sync_file(&target)?;
        copied.push((sha256_of(&target)?, path.to_string_lossy().into_owned()));
    }
    for (_, path) in &copied {
        if let Some(folder) = to.join(path).parent() {
            sync_folder(folder)?;
        }
    }
    sync_folder(to)?;
    Ok(copied)
}

/// The paths of all files below a folder, in order; none when it is not there.
pub fn files_below(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(below) = waiting.pop() {
        let at = folder.join(&below);
        if !at.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&at).with_context(|| at.display().to_string())? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                waiting.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The list as `sha256sum` writes it.
pub fn show_list(files: &[Copied]) -> String {
    let lines = files.iter().map(|(digest, path)| {
        [
            digest, "  ", FILES, "/", path, "
",
        ]
        .concat()
    });
    lines.collect()
}

/// Whether every file of the list is there with its digest.
///
/// # Errors
///
/// A refusal that names the first file that is missing or changed.
pub fn check_files(folder: &Path) -> anyhow::Result<()> {
    let list = folder.join(FILE_LIST);
    let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    for line in text.lines() {
        let (digest, path) = line.split_once("  ").unwrap_or_default();
        let found = sha256_of(&folder.join(path)).unwrap_or_default();
        if digest.is_empty() || digest != found {
            return Err(Refused::because(format!(
                "Tệp {path} trong bản sao thiếu hoặc khác với bản kê: bản sao bị hỏng, không khôi \
                 phục. Dùng bản sao khác."
            )));
        }
    }
    Ok(())
}

/// The SHA-256 of a file.
pub fn sha256_of(path: &Path) -> anyhow::Result<String> {
    let mut file = File::open(path).with_context(|| path.display().to_string())?;
    let mut digest = DigestOf(Sha256::new());
    std::io::copy(&mut file, &mut digest).with_context(|| path.display().to_string())?;
    Ok(hex(&digest.0.finalize()))
}

struct DigestOf(Sha256);

impl Write for DigestOf {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Makes a folder that only its owner may enter.
pub fn make_private(folder: &Path) -> anyhow::Result<()> {
    let mut make = fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder)
        .with_context(|| folder.display().to_string())
}

/// Leaves a copied file to its owner alone, whatever the one it was copied from allows.
pub fn close_to_others(file: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file, fs::Permissions::from_mode(0o600))
            .with_context(|| file.display().to_string())?;
    }
    Ok(())
}

/// Writes a text that survives a power cut.
pub fn write_durably(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut file = File::create(path).with_context(|| path.display().to_string())?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .with_context(|| path.display().to_string())
}

/// Waits until a file is on the disk.
pub fn sync_file(path: &Path) -> anyhow::Result<()> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .with_context(|| path.display().to_string())
}

/// Waits until the names in a folder are on the disk.
pub fn sync_folder(path: &Path) -> anyhow::Result<()> {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    sync_file(path)
}
