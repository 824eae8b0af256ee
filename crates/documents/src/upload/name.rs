//! The name of an uploaded file: shown to people, never used as a path.

use unicode_normalization::UnicodeNormalization;

use crate::text::is_unseen;

/// The longest name we keep, in bytes.
const NAME_MAX: usize = 200;
/// The longest ending that still counts as an extension, in bytes.
const EXTENSION_MAX: usize = 10;
/// What a file without a usable name is called.
const NAMELESS: &str = "tep";

/// A name that is safe to show: composed form, no control or direction characters, no folders, at
/// most 200 bytes, its extension kept.
pub fn clean_file_name(name: &str) -> String {
    // Some browsers send the whole path, of either kind of system.
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let composed: String = last
        .nfc()
        .filter(|c| !is_unseen(*c))
        .map(replace_reserved)
        .collect();
    let words: Vec<&str> = composed.split_whitespace().collect();
    let joined = words.join(" ");
    // A name of dots alone would mean a folder, and one that begins with a dot is hidden.
    let clean = joined.trim_matches(['.', ' ']);
    if clean.is_empty() {
        return NAMELESS.to_owned();
    }
    shorten(clean)
}

/// What follows the last dot, if it looks like an extension.
pub(super) fn extension(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let looks_like_one = (1..=EXTENSION_MAX).contains(&extension.len())
        && extension.chars().all(|c| c.is_ascii_alphanumeric());
    (looks_like_one && !stem.is_empty()).then_some(extension)
}

fn replace_reserved(c: char) -> char {
    match c {
        ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c => c,
    }
}

fn shorten(name: &str) -> String {
    if name.len() <= NAME_MAX {
        return name.to_owned();
    }
    let ending = extension(name)
        .map(|extension| format!(".{extension}"))
        .unwrap_or_default();
    let stem = &name[..name.len() - ending.len()];
    let mut room = NAME_MAX - ending.len();
    while !stem.is_char_boundary(room) {
        room -= 1;
    }
    format!("{}{ending}", stem[..room].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposed_name_is_composed() {
        assert_eq!(
            clean_file_name("Gia\u{302}\u{301}y khai sinh.pdf"),
            "Giấy khai sinh.pdf"
        );
    }

    #[test]
    fn direction_marks_cannot_disguise_the_extension() {
        let name = clean_file_name("don\u{202E}fdp.exe");
        assert_eq!(name, "donfdp.exe");
        assert_eq!(extension(&name), Some("exe"));
    }

    #[test]
    fn folders_and_reserved_characters_go() {
        assert_eq!(
            clean_file_name("C:\\Users\\lan\\đơn xin.jpg"),
            "đơn xin.jpg"
        );
        assert_eq!(clean_file_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_file_name("a\u{0}b\r\n:c?.png"), "ab_c_.png");
        assert_eq!(clean_file_name("  giấy   tờ .pdf "), "giấy tờ .pdf");
    }

    #[test]
    fn a_name_of_nothing_gets_one() {
        for nothing in ["", "..", "/", "\u{202E}\u{200B}", " . "] {
            assert_eq!(clean_file_name(nothing), "tep", "{nothing:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension_and_whole_letters() {
        let name = clean_file_name(&format!("{}.pdf", "ế".repeat(300)));
        assert!(name.len() <= NAME_MAX, "{} bytes", name.len());
        assert!(name.ends_with("ế.pdf"));
    }

    #[test]
    fn only_short_plain_endings_are_extensions() {
        assert_eq!(extension("a.PDF"), Some("PDF"));
        assert_eq!(extension("Số 12.2024 ngày 05"), None);
        assert_eq!(extension("không đuôi"), None);
    }
}
