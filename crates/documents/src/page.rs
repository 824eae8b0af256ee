//! What all sheets share: letterhead, form name, code band, and the words for people and places.

use jiff::civil::DateTime;
use serde::Serialize;

use crate::form::{Form, Instrument};
use crate::words;

/// Head and foot of a sheet, and whether it is printed for the first time.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The set of forms; see [`crate::form_set`].
    pub instrument: Instrument,
    /// Superior agency, as its letterhead writes it ("UBND TỈNH LAI CHÂU"); empty if there is none.
    pub superior: String,
    /// The issuing agency or desk, as its letterhead writes it.
    pub issuer: String,
    /// Running number of the paper; left open to be written by hand if there is none.
    pub number: Option<u32>,
    /// Place of issue ("Mường Tè").
    pub place: String,
    /// Local time of issue; the day stands in the letterhead.
    pub issued_at: DateTime,
    /// First print or a later one.
    pub printing: Printing,
    /// Whom to ask.
    pub contact: Contact,
}

/// Whether a sheet is the first print of its paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printing {
    /// The print that is handed out.
    First,
    /// A later print: it says so ("bản in lại"), with its time.
    Reprint {
        /// Local time of the reprint.
        at: DateTime,
    },
}

/// The desk that answers questions.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Name in running text ("Trung tâm Phục vụ hành chính công xã Mường Tè").
    pub desk: String,
    /// Telephone as people write it; may be empty.
    pub phone: String,
    /// Address of the website without `https://`; may be empty.
    pub site: String,
}

/// How a dossier is found again.
#[derive(Clone, Debug)]
pub struct Tracking {
    /// The dossier's code, visible ASCII only.
    pub code: String,
    /// The look-up characters, as people type them ("7K2Q-9XAB").
    pub secret: String,
    /// The address with the long secret, drawn as QR code; never printed in words.
    pub url: String,
}

/// The applicant, as the papers name them.
#[derive(Clone, Debug)]
pub struct Party {
    /// Full name of the person or organisation.
    pub name: String,
    /// Number of the identity or tax document, if known.
    pub id: Option<PartyId>,
    /// Postal address; may be empty.
    pub address: String,
    /// Telephone as people write it; empty if the applicant has none.
    pub phone: String,
    /// E-mail address; may be empty.
    pub email: String,
}

/// The number that names the applicant.
#[derive(Clone, Debug)]
pub enum PartyId {
    /// Personal identity number (số định danh cá nhân, căn cước).
    Person(String),
    /// Tax number of an organisation (mã số thuế).
    Organisation(String),
}

/// Who signs for an agency.
///
/// Law: Nghị định 30/2020/NĐ-CP, appendix I: the power to sign above the post, both in capitals.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// The power to sign, a line each ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), at most 3 of at most
    /// 80 characters; empty for a head who signs in their own right.
    pub on_behalf: Vec<String>,
    /// The post of who signs ("PHÓ CHỦ TỊCH"), 1 to 80 characters.
    pub post: String,
    /// Full name, at most 100 characters; empty if it is written by hand.
    pub name: String,
}

/// [`Frame`] as `page.typ` reads it.
#[derive(Serialize)]
pub(crate) struct FrameView {
    superior: String,
    issuer: String,
    number: String,
    place_and_date: String,
    form: String,
    reprint: Option<String>,
    contact: ContactView,
}

/// [`Contact`] as the templates read it.
#[derive(Serialize)]
struct ContactView {
    desk: String,
    phone: String,
    site: String,
}

/// [`Tracking`] as `page.typ` reads it.
#[derive(Serialize)]
pub(crate) struct TrackingView {
    code: String,
    secret: String,
}

/// [`Signature`] as `page.typ` reads it: power and post, then the name.
#[derive(Serialize)]
pub(crate) struct SignatureView {
    lines: Vec<String>,
    name: String,
}

/// [`Party`] as the templates read it.
#[derive(Serialize)]
pub(crate) struct PartyView {
    name: String,
    id_label: &'static str,
    id: String,
    address: String,
    phone: String,
    email: String,
}

impl Frame {
    /// `symbol` is what follows the number and a stroke, such as `TNHS`; empty if the form has none.
    pub(crate) fn view(&self, form: u8, symbol: &str) -> FrameView {
        let number = self
            .number
            .map_or_else(|| "........".to_owned(), words::two_digits);
        FrameView {
            superior: self.superior.clone(),
            issuer: self.issuer.clone(),
            number: if symbol.is_empty() {
                format!("Số: {number}")
            } else {
                format!("Số: {number}/{symbol}")
            },
            place_and_date: format!(
                "{}, {}",
                self.place,
                words::long_date(self.issued_at.date())
            ),
            form: Form {
                instrument: self.instrument,
                number: form,
            }
            .to_string(),
            reprint: match self.printing {
                Printing::First => None,
                Printing::Reprint { at } => {
                    Some(format!("BẢN IN LẠI · {}", words::short_moment(at)))
                }
            },
            contact: self.contact.view(),
        }
    }

    /// Local time the file was made: of issue, or of the reprint.
    pub(crate) fn made_at(&self) -> DateTime {
        match self.printing {
            Printing::First => self.issued_at,
            Printing::Reprint { at } => at,
        }
    }

    /// Names one paper stably: form, issuer, dossier or number, and the times it was made at.
    pub(crate) fn ident(&self, form: u8, tracking: Option<&Tracking>) -> String {
        let code = tracking.map_or("", |tracking| tracking.code.as_str());
        format!(
            "motcua/{}/{form}/{}/{code}/{:?}/{}/{}",
            self.instrument.key(),
            self.issuer,
            self.number,
            self.issued_at,
            self.made_at(),
        )
    }
}

impl Contact {
    fn view(&self) -> ContactView {
        ContactView {
            desk: self.desk.clone(),
            phone: self.phone.clone(),
            site: self.site.clone(),
        }
    }
}

impl Tracking {
    pub(crate) fn view(&self) -> TrackingView {
        TrackingView {
            code: self.code.clone(),
            secret: self.secret.clone(),
        }
    }
}

impl Signature {
    pub(crate) fn view(&self) -> SignatureView {
        let lines = self.on_behalf.iter().chain([&self.post]);
        SignatureView {
            lines: lines.cloned().collect(),
            name: self.name.clone(),
        }
    }
}

impl Party {
    pub(crate) fn view(&self) -> PartyView {
        let (id_label, id) = match &self.id {
            None => ("", ""),
            Some(PartyId::Person(number)) => ("Số định danh cá nhân/Căn cước", number.as_str()),
            Some(PartyId::Organisation(number)) => ("Mã số thuế", number.as_str()),
        };
        PartyView {
            name: self.name.clone(),
            id_label,
            id: id.to_owned(),
            address: or_none(&self.address),
            phone: or_none(&self.phone),
            email: or_none(&self.email),
        }
    }
}

/// Who gets a letter, one a line, as "Nơi nhận" lists them.
///
/// Law: Nghị định 30/2020/NĐ-CP, appendix I: a semicolon behind each, a full stop behind the last.
pub(crate) fn recipients(names: &[String]) -> Vec<String> {
    let last = names.len().saturating_sub(1);
    let line = |(place, name): (usize, &String)| {
        let mark = if place == last { '.' } else { ';' };
        format!("- {}{mark}", name.trim_end_matches([';', '.']))
    };
    names.iter().enumerate().map(line).collect()
}

/// The text, or the word that says nothing was given.
pub(crate) fn or_none(text: &str) -> String {
    if text.trim().is_empty() {
        "không có".to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_end_as_the_decree_writes_them() {
        let names = ["Như trên", "Bộ phận Một cửa;", "Lưu: VT."].map(str::to_owned);
        assert_eq!(
            recipients(&names),
            ["- Như trên;", "- Bộ phận Một cửa;", "- Lưu: VT."]
        );
        assert!(recipients(&[]).is_empty());
    }

    #[test]
    fn a_deputy_signs_below_the_power_to_sign() {
        let signature = Signature {
            on_behalf: vec!["KT. GIÁM ĐỐC".to_owned()],
            post: "PHÓ GIÁM ĐỐC".to_owned(),
            name: "Vàng Thị Dợ".to_owned(),
        };
        assert_eq!(signature.view().lines, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
    }
}
