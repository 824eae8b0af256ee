//! Passwords: argon2id, slow on purpose.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};

use crate::fault::Fault;
use crate::keys::random;

/// Shortest password, in characters.
///
/// Not law: ASVS 5.0 6.2.1 asks for at least 8 and recommends 15; we ask for 12.
pub const PASSWORD_MIN: usize = 12;

/// The hash of a password: argon2id, 19 MiB, two passes.
///
/// Takes tens of milliseconds of a core; call it off the threads that answer requests.
///
/// # Errors
///
/// [`Fault::Damaged`] if the password cannot be hashed, which no length we accept makes happen.
pub fn hash_password(password: &str) -> Result<String, Fault> {
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &random::<16>())
        .map(|hash| hash.to_string())
        .map_err(|_| Fault::damaged("password"))
}

/// Whether `password` has this hash. Without a hash it takes just as long and says no, so that
/// nobody learns which accounts exist.
pub fn verify_password(password: &str, hash: Option<&str>) -> bool {
    let Some(hash) = hash.and_then(|hash| PasswordHash::new(hash).ok()) else {
        hash_password(password).ok();
        return false;
    };
    Argon2::default()
        .verify_password(password.as_bytes(), &hash)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_opens() {
        let hash = hash_password("một mật khẩu đủ dài").expect("hashable");
        assert!(verify_password("một mật khẩu đủ dài", Some(&hash)));
        assert!(!verify_password("mot mat khau du dai", Some(&hash)));
        assert!(!verify_password("một mật khẩu đủ dài", None));
    }
}
