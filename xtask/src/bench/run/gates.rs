//! What stands against what: the figures that gates compare, and the ratios they ask for.

use super::small_name;
use crate::bench::report::{Gate, Report};
use crate::bench::workload::{find, lists};

pub(super) const HELLO: &str = "floor: hello";
pub(super) const RAW: &str = "floor: raw statements";
pub(super) const PRESS: &str = "floor: bare press";
pub(super) const INTAKE: &str = "intake";
pub(super) const TRACK: &str = "track";
pub(super) const INBOX: &str = "inbox page with counters";
pub(super) const PDF: &str = "receipt PDF, 1 connection";

/// What stands against what.
pub(super) fn ratios(report: &Report) -> Vec<Gate> {
    let of = |figure: &str, floor: &str| Some(report.rate(figure)? / report.rate(floor)?);
    let mut gates = find::gates(report);
    gates.extend(lists::gate(report));
    if let Some(ratio) = of(INTAKE, RAW) {
        gates.push(Gate::at_least(
            "intake against raw statements",
            ratio,
            0.2,
            Some(0.35),
        ));
    }
    if let Some(ratio) = of(TRACK, HELLO) {
        gates.push(Gate::at_least(
            "tracking page against hello",
            ratio,
            0.05,
            Some(0.12),
        ));
    }
    let small = report.p99(&small_name());
    if let (Some(great), Some(small)) = (report.p99(INBOX), small) {
        gates.push(Gate::at_most(
            "inbox p99 against that at 10,000 dossiers",
            great / small,
            3.0,
        ));
    }
    if let Some(ratio) = of(PDF, PRESS) {
        gates.push(Gate::at_least(
            "receipt PDF against the bare press",
            ratio,
            0.8,
            None,
        ));
    }
    gates
}
