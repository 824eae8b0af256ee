//! Papers: data in, PDF out; and what an uploaded file really is.
//!
//! One invariant: the same data give the same bytes. A paper is a pure function of its data and of
//! the fonts and templates built into the program; it reads no clock, no disk and no network.

mod apology_letter;
mod codes;
mod control_slip;
mod form;
mod hand_over_manifest;
mod page;
mod press;
mod process_sheet;
mod receipt;
mod refusal_slip;
mod stop_notice;
mod supplement_request;
mod text;
mod tracking_register;
pub mod upload;
mod words;
mod world;

pub use apology_letter::{ApologyLetter, apology_letter, apology_letter_job};
pub use control_slip::{ControlSlip, HandOver, Side, control_slip, control_slip_job};
pub use form::{Form, Instrument, Purpose, form_set};
pub use hand_over_manifest::{
    Bundle, HandOverManifest, hand_over_manifest, hand_over_manifest_job,
};
pub use page::{Contact, Frame, Party, PartyId, Printing, Signature, Tracking};
pub use press::{Job, Press, PrintFault};
pub use process_sheet::{Piece, ProcessSheet, SheetStep, process_sheet, process_sheet_job};
pub use receipt::{
    Count, CountLine, FeeLine, FeeState, HandedPaper, Promise, Receipt, receipt, receipt_job,
};
pub use refusal_slip::{RefusalSlip, refusal_slip, refusal_slip_job};
pub use stop_notice::{StopNotice, stop_notice, stop_notice_job};
pub use supplement_request::{
    MissingPaper, SupplementRequest, supplement_request, supplement_request_job,
};
pub use tracking_register::{
    RegisterRow, TrackingRegister, tracking_register, tracking_register_job,
};
