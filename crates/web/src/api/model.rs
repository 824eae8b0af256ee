//! The words and shapes of the API: what is asked and what is shown, apart from what is stored.

pub mod application;
pub mod asked;
pub mod bundles;
pub mod catalogue;
pub mod clock;
pub mod names;
pub mod opinion;
pub mod shown;
