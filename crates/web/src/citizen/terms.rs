//! Time limits, fees and levels in the words of the citizen's pages.

use domain::calendar::deadline::{self, Moment};
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::{Dossier, Now};
use domain::procedure::fee::{Amount, Fee};
use domain::procedure::paper::{Handing, Need, RequiredPaper};
use domain::procedure::{Procedure, ServiceLevel, SettlingLevel, Terms};
use domain::rulebook::Rulebook;
use domain::vietnamese::capitalised;
use jiff::civil::DateTime;

use crate::components::{Fact, FeeLine};
use crate::show;
use crate::wording::ground;

/// `Tại quầy, trực tuyến`.
pub(super) fn channels(terms: &Terms) -> String {
    let names: Vec<String> = terms
        .channels
        .iter()
        .map(|channel| ground::channel(*channel).to_lowercase())
        .collect();
    capitalised(&names.join("; "))
}

/// `5 ngày làm việc`.
pub(super) fn limit(limit: &TimeLimit) -> String {
    capitalised(&limit.show())
}

/// The day of return if it were received now, and whether it rests on a calendar to come.
pub(super) fn expected(rules: &Rulebook, now: Now, limit: &TimeLimit) -> Option<(DateTime, bool)> {
    let counted = deadline::promise(&rules.calendar, now.local(), limit, Moment::EndOfDay).ok()?;
    Some((counted.due, counted.provisional))
}

/// `17:00 thứ Tư, 06/03/2024`.
pub(super) fn due(at: DateTime) -> String {
    format!("{} {}", show::time(at), show::date_with_weekday(at.date()))
}

/// The fees, each with its sum, who need not pay, and the law behind it.
pub(super) fn fees(fees: &[Fee]) -> Vec<Fact> {
    fees.iter()
        .map(|fee| Fact::new(&fee.name, fee_sum(fee)).source(fee_note(fee)))
        .collect()
}

fn fee_sum(fee: &Fee) -> String {
    let per = if fee.per.is_empty() {
        String::new()
    } else {
        format!("/{}", fee.per)
    };
    match &fee.amount {
        Amount::Fixed(sum) if sum.is_zero() => "Không thu".to_owned(),
        Amount::Fixed(sum) => format!("{}{per}", show::dong_short(sum.amount())),
        Amount::SetByProvince => "Theo mức của tỉnh".to_owned(),
        Amount::Words(text) => text.clone(),
    }
}

fn fee_note(fee: &Fee) -> String {
    let exempt = if fee.exempt.is_empty() {
        String::new()
    } else {
        format!("Không thu của: {}", fee.exempt.join("; "))
    };
    let basis = if fee.basis.is_empty() {
        String::new()
    } else {
        format!("Căn cứ: {}", fee.basis)
    };
    let said: Vec<String> = [exempt, basis]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    said.join(". ")
}

/// Level that settles it.
pub(super) fn level(level: SettlingLevel) -> &'static str {
    match level {
        SettlingLevel::Ministry => "Cấp bộ",
        SettlingLevel::Province => "Cấp tỉnh",
        SettlingLevel::District => "Cấp huyện (đến 30/06/2025)",
        SettlingLevel::Commune => "Cấp xã",
        SettlingLevel::Other => "Cơ quan khác",
    }
}

/// The level's part of addresses.
pub(super) fn level_slug(level: SettlingLevel) -> &'static str {
    match level {
        SettlingLevel::Ministry => "bo",
        SettlingLevel::Province => "tinh",
        SettlingLevel::District => "huyen",
        SettlingLevel::Commune => "xa",
        SettlingLevel::Other => "khac",
    }
}

/// How far one comes online, in words that stand alone.
pub(super) fn online(procedure: &Procedure) -> &'static str {
    match procedure.online_level {
        ServiceLevel::FullyOnline => "Trực tuyến toàn trình",
        ServiceLevel::PartlyOnline => "Trực tuyến một phần",
        ServiceLevel::InformationOnly => "Nộp trực tiếp",
    }
}

/// The level of service as a part of addresses.
pub(super) fn online_slug(level: ServiceLevel) -> &'static str {
    match level {
        ServiceLevel::FullyOnline => "toan-trinh",
        ServiceLevel::PartlyOnline => "mot-phan",
        ServiceLevel::InformationOnly => "truc-tiep",
    }
}

/// How many, handed in or shown: `Nộp 1 bản chính, 1 bản sao`.
pub(super) fn how_many(paper: &RequiredPaper) -> String {
    let mut counts = Vec::new();
    if paper.originals > 0 {
        counts.push(format!("{} bản chính", paper.originals));
    }
    if paper.copies > 0 {
        counts.push(format!("{} bản sao", paper.copies));
    }
    let act = match paper.handing {
        Handing::Submit => "Nộp",
        Handing::Present => "Xuất trình rồi mang về",
    };
    if counts.is_empty() {
        act.to_owned()
    } else {
        format!("{act} {}", counts.join(", "))
    }
}

/// The form a paper is written on: `Mẫu: …`, unless its name says so itself.
pub(super) fn form(name: &str) -> String {
    if name.is_empty() || name.starts_with("Mẫu") {
        name.to_owned()
    } else {
        format!("Mẫu: {name}")
    }
}

/// When the paper is needed; empty when always.
pub(super) fn when_needed(paper: &RequiredPaper) -> String {
    match &paper.need {
        Need::Always => String::new(),
        Need::When(situation) => format!("Chỉ khi {situation}"),
        Need::Optional => "Có thì nộp, không bắt buộc".to_owned(),
    }
}

/// What was charged, line by line.
pub(super) fn charges(dossier: &Dossier, rules: &Rulebook) -> Vec<FeeLine> {
    let fees = dossier
        .terms_in(rules)
        .map(|own| own.fees.as_slice())
        .unwrap_or_default();
    dossier
        .charges
        .iter()
        .map(|charge| {
            let fee = fees.iter().find(|fee| fee.key == charge.fee);
            FeeLine {
                name: fee.map_or_else(|| charge.fee.0.clone(), |fee| fee.name.clone()),
                note: match charge.units {
                    1 => String::new(),
                    units => format!("{units} {}", fee.map_or("", |fee| fee.per.as_str())),
                },
                sum: show::dong_short(charge.amount.amount()),
            }
        })
        .collect()
}
