//! Text messages for a gateway program of the province: one JSON file each, in a folder that the
//! gateway reads and empties. What speaks to the telephone network is the gateway's affair.

use serde::Serialize;

/// A message to be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OutgoingSms<'a> {
    /// What it is known by: the same message handed over again has the same id.
    pub id: &'a str,
    /// The number as other countries dial it: `+84912345678`.
    pub to: &'a str,
    /// The text: at most 160 letters that every telephone has.
    pub text: &'a str,
}

impl OutgoingSms<'_> {
    /// The name of its file. What ends otherwise in the folder is not finished.
    pub fn file_name(&self) -> String {
        format!("{}.json", self.id)
    }

    /// What stands in the file.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("three strings are always JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_a_file_of_its_own() {
        let sms = OutgoingSms {
            id: "7.tell_received",
            to: "+84912000123",
            text: "Ho so \"0012\"",
        };
        assert_eq!(sms.file_name(), "7.tell_received.json");
        assert_eq!(
            sms.to_json(),
            r#"{"id":"7.tell_received","to":"+84912000123","text":"Ho so \"0012\""}"#
        );
    }
}
