//! What of HTML and of forms a browser has to know here: attributes, references, percent signs.

/// The value of an attribute, as the browser reads it.
pub(super) fn attribute(head: &str, name: &str) -> Option<String> {
    let mark = format!("{name}=\"");
    let mut rest = head;
    loop {
        let at = rest.find(&mark)?;
        let before = rest[..at].chars().next_back();
        let value = &rest[at + mark.len()..];
        if before.is_none_or(char::is_whitespace) {
            return Some(decode(value.split('"').next().unwrap_or_default()));
        }
        rest = value;
    }
}

/// The few references that templates write.
pub(super) fn decode(text: &str) -> String {
    [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (code, letter)| {
        text.replace(code, letter)
    })
}

pub(super) fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
