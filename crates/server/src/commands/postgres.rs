//! PostgreSQL's own programs, for copying a whole database.

use std::process::Stdio;

use anyhow::Context as _;

/// Runs one of PostgreSQL's programs and answers what it printed. The password is handed over in
/// the environment: what stands on a command line everybody on the machine can read.
pub async fn run(program: &str, url: &str, words: &[&str]) -> anyhow::Result<String> {
    let (url, password) = split_password(url);
    let mut command = tokio::process::Command::new(program);
    command.args(words).arg("--dbname").arg(url);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let output = command
        .stdin(Stdio::null())
        .output()
        .await
        .with_context(|| {
            format!("chạy {program}; chương trình này đi cùng bộ công cụ của PostgreSQL")
        })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        anyhow::bail!("{program}: {}", said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The address without its password, and the password.
fn split_password(url: &str) -> (String, Option<String>) {
    let parts = || {
        let (scheme, rest) = url.split_once("://")?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (user, host) = rest[..end].rsplit_once('@')?;
        let (user, password) = user.split_once(':')?;
        let without = format!("{scheme}://{user}@{host}{}", &rest[end..]);
        Some((without, decode(password)))
    };
    match parts() {
        Some((without, password)) => (without, Some(password)),
        None => (url.to_owned(), None),
    }
}

/// Percent signs of an address read back.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |at: usize| {
            after
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        if let (b'%', Some(high), Some(low)) = (first, hex(0), hex(1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_taken_out_of_an_address() {
        let url = "postgres://an:m%40t:kh%E1%BA%A9u@may:5432/ten?options=-c%20a";
        let (without, password) = split_password(url);
        assert_eq!(without, "postgres://an@may:5432/ten?options=-c%20a");
        assert_eq!(password.as_deref(), Some("m@t:khẩu"));
        for plain in ["postgres://an@may/ten", "postgres:///ten", "ten"] {
            assert_eq!(split_password(plain), (plain.to_owned(), None));
        }
    }
}
