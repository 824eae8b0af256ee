//! What the people who build the project run.
fn main() {}
