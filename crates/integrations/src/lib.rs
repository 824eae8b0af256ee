//! The only code that speaks the formats and protocols of others.

pub mod bpmn;
pub mod built_in;
pub mod bundle_file;
pub mod catalogue_file;
pub mod catalogue_import;
pub mod clock_file;
pub mod everyday_file;
pub mod mail;
pub mod national_export;
pub mod occasion_file;
pub mod organisation_file;
pub mod partner;
pub mod process_file;
pub mod reading;
pub mod reception_file;
pub mod sms;
