//! Keys: a file outside the database that opens what is personal in it.
//!
//! Each dossier and each file has a key of its own, wrapped by the master key. Forgetting a wrapped
//! key makes everything under it unreadable for ever.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

use crate::fault::{Fault, WithFile as _};
use crate::files::{for_owner, make_folder};

/// The master keys of an installation.
pub(crate) struct Keys {
    /// Which key file this is; stored beside everything it wraps.
    pub id: String,
    master: XChaCha20Poly1305,
    lookup: [u8; 32],
}

/// A key that belongs to one dossier or one file.
#[derive(Clone)]
pub(crate) struct DataKey([u8; 32]);

#[derive(Serialize, Deserialize)]
struct KeyFile {
    id: String,
    master: String,
    lookup: String,
}

impl Keys {
    /// Reads the key file, or makes one on the first start: readable by its owner only.
    ///
    /// `sealed_by` names the key file that opens what is stored already: then no other will do.
    pub fn open(path: &Path, sealed_by: Option<&str>) -> Result<Self, Fault> {
        if sealed_by.is_none() && !path.exists() {
            create(path)?;
        }
        let text = std::fs::read_to_string(path).with_file("reading the key file", path)?;
        let file: KeyFile = serde_json::from_str(&text).map_err(|_| Fault::damaged("key file"))?;
        if sealed_by.is_some_and(|id| id != file.id) {
            return Err(Fault::WrongKey {
                what: "this database",
            });
        }
        let master = unhex(&file.master).ok_or_else(|| Fault::damaged("key file"))?;
        let lookup = unhex(&file.lookup).ok_or_else(|| Fault::damaged("key file"))?;
        Ok(Self {
            id: file.id,
            master: XChaCha20Poly1305::new(&Key::from(master)),
            lookup,
        })
    }

    /// The keyed hash under which a value is found; `kind` keeps kinds apart.
    pub fn lookup_hash(&self, kind: &str, value: &str) -> Vec<u8> {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.lookup)
            .expect("HMAC takes a key of any length");
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        // 128 bits find what is looked for; the index stays half as wide.
        mac.finalize().into_bytes()[..16].to_vec()
    }

    /// Wraps a data key for `owner`.
    pub fn wrap(&self, key: &DataKey, owner: Uuid) -> Vec<u8> {
        let nonce = random::<24>();
        let payload = Payload {
            msg: &key.0,
            aad: owner.as_bytes(),
        };
        let sealed = self
            .master
            .encrypt(&XNonce::from(nonce), payload)
            .expect("a key of 32 bytes is never too long to encrypt");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens a wrapped data key of `owner`.
    pub fn unwrap(&self, wrapped: &[u8], owner: Uuid) -> Result<DataKey, Fault> {
        let wrong = || Fault::WrongKey { what: "a data key" };
        let (nonce, sealed) = wrapped.split_first_chunk::<24>().ok_or_else(wrong)?;
        let payload = Payload {
            msg: sealed,
            aad: owner.as_bytes(),
        };
        let key = self
            .master
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| wrong())?;
        Ok(DataKey(key.try_into().map_err(|_| wrong())?))
    }
}

impl DataKey {
    /// A fresh key.
    pub fn fresh() -> Self {
        Self(random())
    }

    /// Encrypts `plain`; it opens only with the same `about`, so that a cell moved elsewhere stays shut.
    pub fn seal(&self, plain: &[u8], about: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let nonce = random::<24>();
        let sealed = XChaCha20Poly1305::new(&Key::from(self.0))
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: about,
                },
            )
            .expect("what we keep is far below the cipher's limit");
        (nonce.to_vec(), sealed)
    }

    /// Decrypts what [`DataKey::seal`] made.
    pub fn open(&self, nonce: &[u8], sealed: &[u8], about: &[u8]) -> Result<Vec<u8>, Fault> {
        let wrong = || Fault::WrongKey {
            what: "a sealed value",
        };
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| wrong())?;
        XChaCha20Poly1305::new(&Key::from(self.0))
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: sealed,
                    aad: about,
                },
            )
            .map_err(|_| wrong())
    }
}

/// A fresh id; later ones sort after earlier ones.
pub(crate) fn fresh_id() -> Uuid {
    Uuid::now_v7()
}

/// Fresh random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Whole or not there, and never over another one: two servers may start together.
fn create(path: &Path) -> Result<(), Fault> {
    use domain::dossier::personal::hex;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    make_folder(folder)?;
    let file = KeyFile {
        id: hex(&random::<4>()),
        master: hex(&random::<32>()),
        lookup: hex(&random::<32>()),
    };
    let text = serde_json::to_string_pretty(&file).expect("three strings are always JSON");
    let fresh = folder.join(format!(".{}.part", fresh_id().simple()));
    let written = for_owner()
        .write(true)
        .create_new(true)
        .open(&fresh)
        .and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()))
        .and_then(|()| std::fs::hard_link(&fresh, path));
    std::fs::remove_file(&fresh).ok();
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(error).with_file("making the key file", path)
        }
        _ => File::open(folder)
            .and_then(|f| f.sync_all())
            .with_file("syncing", folder),
    }
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
