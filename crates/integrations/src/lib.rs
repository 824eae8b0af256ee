//! The only code that speaks the formats and protocols of others.
