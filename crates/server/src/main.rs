//! Một Cửa: the program.
fn main() {}
