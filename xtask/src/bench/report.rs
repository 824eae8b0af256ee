//! What is said in the end: figures, floors, ratios, gates; as a table, or as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use super::drive::Driven;
use super::latency::{Summary, milliseconds};

/// Everything that was measured in one run, and what it was measured on.
#[derive(Serialize)]
pub struct Report {
    pub engine: &'static str,
    /// Dossiers that were there before anything was measured.
    pub dossiers: usize,
    pub connections: u16,
    pub seconds: u64,
    pub runs: u8,
    pub machine: Machine,
    pub figures: Vec<Figure>,
    pub memory: Vec<MemoryFigure>,
    pub gates: Vec<Gate>,
    /// What has to be known to read the figures.
    pub remarks: Vec<String>,
}

/// The machine as it was at the beginning.
#[derive(Serialize)]
pub struct Machine {
    pub cores: usize,
    pub load1: f64,
    /// The fixed scan on one thread, in milliseconds, before and after.
    pub scan_ms: Vec<f64>,
    /// The middle of the durable writes of 4 KiB, in milliseconds.
    pub durable_write_ms: f64,
}

/// One workload or floor.
#[derive(Serialize)]
pub struct Figure {
    pub name: String,
    /// A second.
    pub rate: f64,
    pub latency: Option<Times>,
    /// Wrong answers; must be none.
    pub wrong: u64,
    /// The first of them.
    pub first_wrong: Option<String>,
    /// The share of the cores that others took meanwhile, from 0 to 1.
    pub others: Option<f64>,
}

/// Times in milliseconds.
#[derive(Serialize)]
pub struct Times {
    pub p50: f64,
    pub p90: Option<f64>,
    pub p99: f64,
    pub most: Option<f64>,
}

/// The program's memory at one moment, in mebibytes.
#[derive(Serialize)]
pub struct MemoryFigure {
    pub when: &'static str,
    pub own_mib: f64,
    pub mapped_mib: f64,
}

/// A ratio or a time that must be met.
#[derive(Serialize)]
pub struct Gate {
    pub name: &'static str,
    pub value: f64,
    pub limit: f64,
    /// Whether the limit is a least or a most.
    pub is_least: bool,
    pub stretch: Option<f64>,
    pub is_met: bool,
}

impl Gate {
    pub fn at_least(name: &'static str, value: f64, limit: f64, stretch: Option<f64>) -> Self {
        Self {
            name,
            value,
            limit,
            is_least: true,
            stretch,
            is_met: value >= limit,
        }
    }

    pub fn at_most(name: &'static str, value: f64, limit: f64) -> Self {
        Self {
            name,
            value,
            limit,
            is_least: false,
            stretch: None,
            is_met: value <= limit,
        }
    }
}

impl From<Summary> for Times {
    fn from(summary: Summary) -> Self {
        let ms = milliseconds;
        Self {
            p50: ms(summary.p50),
            p90: Some(ms(summary.p90)),
            p99: ms(summary.p99),
            most: Some(ms(summary.most)),
        }
    }
}

impl Figure {
    /// What a loop came to.
    pub fn driven(name: impl Into<String>, driven: Driven, others: Option<f64>) -> Self {
        Self {
            name: name.into(),
            rate: driven.rate,
            latency: Some(driven.latency.into()),
            wrong: driven.wrong,
            first_wrong: driven.first_wrong,
            others,
        }
    }

    /// A rate that another program measured.
    pub fn of_floor(name: &str, rate: f64, p50: f64, p99: f64) -> Self {
        Self {
            name: name.to_owned(),
            rate,
            latency: Some(Times {
                p50,
                p90: None,
                p99,
                most: None,
            }),
            wrong: 0,
            first_wrong: None,
            others: None,
        }
    }

    /// One line of the table.
    pub fn line(&self) -> String {
        let mut line = format!("{:<34} {:>10.1}/s", self.name, self.rate);
        if let Some(times) = &self.latency {
            let _ = write!(line, "  p50 {:>8.3}  p99 {:>8.3} ms", times.p50, times.p99);
        }
        if let Some(others) = self.others {
            let _ = write!(line, "  others {:>4.1} %", others * 100.0);
        }
        if self.wrong > 0 {
            let said = self.first_wrong.as_deref().unwrap_or_default();
            let _ = write!(line, "\n  {} WRONG ANSWERS, such as: {said}", self.wrong);
        }
        line
    }
}

impl Report {
    /// Whether every answer was right.
    pub fn is_right(&self) -> bool {
        self.figures.iter().all(|figure| figure.wrong == 0)
    }

    /// The figure of this name, if it was measured.
    pub fn rate(&self, name: &str) -> Option<f64> {
        let found = self.figures.iter().find(|figure| figure.name == name)?;
        Some(found.rate)
    }

    /// The 99th percentile of this figure, in milliseconds.
    pub fn p99(&self, name: &str) -> Option<f64> {
        let found = self.figures.iter().find(|figure| figure.name == name)?;
        Some(found.latency.as_ref()?.p99)
    }

    /// For people, in columns.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let Self {
            engine,
            dossiers,
            connections,
            seconds,
            runs,
            machine,
            ..
        } = self;
        let _ = writeln!(
            out,
            "\n{engine}, {dossiers} dossiers, {connections} connections, {runs} runs of {seconds} s"
        );
        let scans: Vec<String> = machine
            .scan_ms
            .iter()
            .map(|scan| format!("{scan:.2}"))
            .collect();
        let _ = writeln!(
            out,
            "machine: {} cores, load {:.2}, scan on one thread {} ms, durable write {:.3} ms\n",
            machine.cores,
            machine.load1,
            scans.join(" and "),
            machine.durable_write_ms
        );
        for figure in &self.figures {
            let _ = writeln!(out, "{}", figure.line());
        }
        for memory in &self.memory {
            let MemoryFigure {
                when,
                own_mib,
                mapped_mib,
            } = memory;
            let _ = writeln!(
                out,
                "memory {when:<27} own {own_mib:>7.1} MiB  mapped {mapped_mib:>7.1} MiB"
            );
        }
        if !self.gates.is_empty() {
            let _ = writeln!(out, "\nGATES");
        }
        for gate in &self.gates {
            let _ = writeln!(out, "{}", gate.line());
        }
        for remark in &self.remarks {
            let _ = writeln!(out, "\nnote: {remark}");
        }
        out
    }
}

impl Gate {
    /// One line of the table.
    pub fn line(&self) -> String {
        let sign = if self.is_least { "≥" } else { "≤" };
        let met = if self.is_met { "met" } else { "NOT MET" };
        let stretch = self.stretch.map_or_else(String::new, |stretch| {
            let reached = if self.value >= stretch {
                ", reached"
            } else {
                ""
            };
            format!("  (stretch {stretch}{reached})")
        });
        format!(
            "{:<50} {:>8.3}  {sign} {:<5} {met}{stretch}",
            self.name, self.value, self.limit
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(wrong: u64) -> Report {
        Report {
            engine: "SQLite",
            dossiers: 10_000,
            connections: 32,
            seconds: 5,
            runs: 3,
            machine: Machine {
                cores: 2,
                load1: 0.1,
                scan_ms: vec![4.5, 4.6],
                durable_write_ms: 0.06,
            },
            figures: vec![Figure {
                wrong,
                first_wrong: Some("503 Bận".to_owned()),
                ..Figure::of_floor("intake", 2500.0, 3.0, 9.0)
            }],
            memory: Vec::new(),
            gates: vec![
                Gate::at_least("intake against floor 1", 0.3, 0.2, Some(0.35)),
                Gate::at_most("start to the first tracking page, s", 0.6, 0.5),
            ],
            remarks: vec!["taken beside builds".to_owned()],
        }
    }

    #[test]
    fn people_see_figures_gates_and_remarks() {
        let table = report(0).table();
        assert!(table.contains("2500.0/s"), "{table}");
        assert!(table.contains("≥ 0.2   met  (stretch 0.35)"), "{table}");
        assert!(table.contains("≤ 0.5   NOT MET"), "{table}");
        assert!(table.contains("note: taken beside builds"), "{table}");
    }

    #[test]
    fn a_wrong_answer_is_shown_and_fails_the_run() {
        assert!(report(0).is_right());
        let report = report(2);
        assert!(!report.is_right());
        assert!(report.table().contains("2 WRONG ANSWERS, such as: 503 Bận"));
    }
}
