//! All thirteen forms of the two circulars, each as short, as usual and as long as it gets.

use documents::{Frame, Instrument, MissingPaper, Press, PrintFault, Purpose, Receipt};

use super::settling;

/// How much stands on a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Shortest,
    Usual,
    Longest,
}

impl Length {
    pub const ALL: [Self; 3] = [Self::Shortest, Self::Usual, Self::Longest];

    fn pick<T>(
        self,
        shortest: impl Fn() -> T,
        usual: impl Fn() -> T,
        longest: impl Fn() -> T,
    ) -> T {
        match self {
            Self::Shortest => shortest(),
            Self::Usual => usual(),
            Self::Longest => longest(),
        }
    }
}

/// Every form with a name for its file; the longest register has so many rows.
pub fn all(press: &Press, rows: u32) -> Vec<(String, Result<Vec<u8>, PrintFault>)> {
    let mut papers = Vec::new();
    for instrument in [Instrument::Circular01Of2018, Instrument::Circular03Of2025] {
        for purpose in Purpose::ALL {
            let Some(form) = purpose.form_in(instrument) else {
                continue;
            };
            for length in Length::ALL {
                let name = format!("{}-{:02}-{length:?}", instrument.key(), form.number);
                let paper = print(press, purpose, instrument, length, rows);
                papers.push((name.to_lowercase(), paper));
            }
        }
    }
    papers
}

/// One form in one length.
pub fn print(
    press: &Press,
    purpose: Purpose,
    instrument: Instrument,
    length: Length,
    rows: u32,
) -> Result<Vec<u8>, PrintFault> {
    let of = |frame: Frame| Frame {
        instrument,
        ..frame
    };
    match purpose {
        Purpose::Receipt => {
            let mut data = length.pick(short_receipt, super::receipt, super::long_receipt);
            data.frame = of(data.frame);
            documents::receipt(press, &data)
        }
        Purpose::SupplementRequest => {
            let usual = super::supplement_request;
            let mut data = length.pick(usual, usual, super::long_supplement_request);
            data.frame = of(data.frame);
            if length == Length::Shortest {
                data.applicant = settling::bare_applicant();
                data.missing = vec![MissingPaper {
                    name: "Giấy chứng sinh".to_owned(),
                    ..MissingPaper::default()
                }];
                "Thiếu.".clone_into(&mut data.reason);
                data.answer_by = None;
            }
            documents::supplement_request(press, &data)
        }
        Purpose::RefusalSlip => {
            let usual = super::refusal_slip;
            let mut data = length.pick(usual, usual, super::long_refusal_slip);
            data.frame = of(data.frame);
            if length == Length::Shortest {
                data.applicant = settling::bare_applicant();
                "Sai nơi nộp.".clone_into(&mut data.reason);
            }
            documents::refusal_slip(press, &data)
        }
        Purpose::ApologyLetter => {
            let mut data = length.pick(
                settling::short_apology_letter,
                settling::apology_letter,
                settling::long_apology_letter,
            );
            data.frame = of(data.frame);
            documents::apology_letter(press, &data)
        }
        Purpose::StopNotice => {
            let mut data = length.pick(
                settling::short_stop_notice,
                settling::stop_notice,
                settling::long_stop_notice,
            );
            data.frame = of(data.frame);
            documents::stop_notice(press, &data)
        }
        Purpose::ControlSlip => {
            let mut data = length.pick(
                settling::short_control_slip,
                settling::control_slip,
                settling::long_control_slip,
            );
            data.frame = of(data.frame);
            documents::control_slip(press, &data)
        }
        Purpose::TrackingRegister => {
            let mut data = length.pick(
                settling::short_tracking_register,
                settling::tracking_register,
                || settling::long_tracking_register(rows),
            );
            data.instrument = instrument;
            documents::tracking_register(press, &data)
        }
    }
}

fn short_receipt() -> Receipt {
    Receipt {
        applicant: settling::bare_applicant(),
        papers: Vec::new(),
        fees: Vec::new(),
        ..super::receipt()
    }
}
