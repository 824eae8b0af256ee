//! Keeps dossiers: the only crate that speaks SQL.
