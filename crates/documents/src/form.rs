//! Which legal form a paper is: a form is named by instrument and number, never by number alone.

use std::fmt;

use jiff::civil::{Date, date};

use crate::press::PrintFault;

/// The circular that a set of forms belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instrument {
    /// Law: Thông tư 01/2018/TT-VPCP, appendix; six forms.
    Circular01Of2018,
    /// Law: Thông tư 03/2025/TT-VPCP, appendix I; seven forms.
    Circular03Of2025,
}

impl Instrument {
    /// The name people read at the foot of the sheet.
    pub fn show(self) -> &'static str {
        match self {
            Self::Circular01Of2018 => "Thông tư số 01/2018/TT-VPCP",
            Self::Circular03Of2025 => "Thông tư số 03/2025/TT-VPCP",
        }
    }

    /// A short name for file names and identifiers, such as `tt03-2025`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Circular01Of2018 => "tt01-2018",
            Self::Circular03Of2025 => "tt03-2025",
        }
    }
}

/// The first day of the 2025 forms.
///
/// Law: Thông tư 03/2025/TT-VPCP, in force from its signing on 15/09/2025.
const NEW_FORMS_FROM: Date = date(2025, 9, 15);

/// The set of forms for a dossier that was registered on this day.
///
/// Law: Thông tư 01/2018/TT-VPCP; from 15/09/2025 Thông tư 03/2025/TT-VPCP.
pub fn form_set(on: Date) -> Instrument {
    if on < NEW_FORMS_FROM {
        Instrument::Circular01Of2018
    } else {
        Instrument::Circular03Of2025
    }
}

/// What a form is for, whatever its number is in a circular.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementRequest,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    RefusalSlip,
    /// Phiếu xin lỗi và hẹn lại ngày trả kết quả; since 2025 văn bản xin lỗi và đề nghị gia hạn
    /// thời gian giải quyết.
    ApologyLetter,
    /// Thông báo dừng giải quyết hồ sơ.
    StopNotice,
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
    ControlSlip,
    /// Sổ theo dõi hồ sơ.
    TrackingRegister,
}

impl Purpose {
    /// Every purpose, in the order of the newer circular's numbers.
    pub const ALL: [Self; 7] = [
        Self::Receipt,
        Self::SupplementRequest,
        Self::RefusalSlip,
        Self::ApologyLetter,
        Self::StopNotice,
        Self::ControlSlip,
        Self::TrackingRegister,
    ];

    /// The form that a circular has for this; none where it has none.
    ///
    /// Law: Thông tư 01/2018/TT-VPCP, appendix; Thông tư 03/2025/TT-VPCP, appendix I.
    pub fn form_in(self, instrument: Instrument) -> Option<Form> {
        let number = match (self, instrument) {
            (Self::Receipt, _) => 1,
            (Self::SupplementRequest, _) => 2,
            (Self::RefusalSlip, _) => 3,
            (Self::ApologyLetter, _) => 4,
            (Self::StopNotice, Instrument::Circular01Of2018) => return None,
            (Self::StopNotice, Instrument::Circular03Of2025) => 5,
            (Self::ControlSlip, Instrument::Circular01Of2018) => 5,
            (Self::ControlSlip, Instrument::Circular03Of2025) => 6,
            (Self::TrackingRegister, Instrument::Circular01Of2018) => 6,
            (Self::TrackingRegister, Instrument::Circular03Of2025) => 7,
        };
        Some(Form { instrument, number })
    }

    /// The form that a paper of this circular is printed on.
    pub(crate) fn form(self, instrument: Instrument) -> Result<Form, PrintFault> {
        self.form_in(instrument).ok_or(PrintFault::NoSuchForm {
            purpose: self,
            instrument,
        })
    }
}

/// One legal form (mẫu).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    /// The circular whose set this is.
    pub instrument: Instrument,
    /// Number of the form in that circular, from 1.
    pub number: u8,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mẫu số {:02} · {}", self.number, self.instrument.show())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_forms_begin_on_15_september_2025() {
        assert_eq!(form_set(date(2024, 2, 29)), Instrument::Circular01Of2018);
        assert_eq!(form_set(date(2025, 9, 14)), Instrument::Circular01Of2018);
        assert_eq!(form_set(date(2025, 9, 15)), Instrument::Circular03Of2025);
    }

    #[test]
    fn the_two_circulars_have_six_forms_and_seven() {
        let numbers = |instrument| {
            let forms = Purpose::ALL.into_iter().map(|one| one.form_in(instrument));
            forms.flatten().map(|form| form.number).collect::<Vec<u8>>()
        };
        assert_eq!(numbers(Instrument::Circular01Of2018), [1, 2, 3, 4, 5, 6]);
        assert_eq!(numbers(Instrument::Circular03Of2025), [1, 2, 3, 4, 5, 6, 7]);
        let none = Purpose::StopNotice.form_in(Instrument::Circular01Of2018);
        assert_eq!(none, None);
    }

    #[test]
    fn a_form_is_named_by_number_and_instrument() {
        let form = Form {
            instrument: Instrument::Circular03Of2025,
            number: 2,
        };
        assert_eq!(form.to_string(), "Mẫu số 02 · Thông tư số 03/2025/TT-VPCP");
    }
}
