//! Cases, time limits, fees and levels in the words of the citizen's pages.

use domain::calendar::WorkingCalendar;
use domain::calendar::deadline::{self, Moment};
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::{Dossier, Now};
use domain::procedure::fee::{Amount, Fee};
use domain::procedure::paper::{Handing, Need, RequiredPaper};
use domain::procedure::reduced::ReducedLimit;
use domain::procedure::{Case, Channel, Procedure, ServiceLevel, SettlingLevel, Terms};
use domain::rulebook::Rulebook;
use domain::vietnamese::capitalised;
use jiff::civil::DateTime;

use super::reckon::wish;
use crate::components::{Fact, FeeLine};
use crate::language::{Language, Stays};
use crate::wording::ground;

/// Limit and fees for some channels.
pub(super) struct TermsView {
    pub channels: String,
    pub limit: String,
    /// Whether the limit is said in the words of the catalogue.
    pub limit_stays: bool,
    /// What the law gives and what the province keeps; empty when nothing was reduced.
    pub reduced: String,
    /// The decision behind it, in Vietnamese.
    pub reduced_by: String,
    /// How `reckon` is asked for this limit; empty when it cannot be.
    pub reckon: String,
    pub fees: Vec<Fact>,
    pub note: String,
}

/// A paper to bring.
pub(super) struct PaperView {
    pub name: String,
    pub facts: String,
    /// In which situation only it is needed; empty when in every.
    pub situation: String,
    pub form: String,
    pub declared_here: bool,
}

/// A case as `_case.html` draws it.
pub(super) struct CaseView {
    pub key: String,
    pub name: String,
    pub terms: Vec<TermsView>,
    pub papers: Vec<PaperView>,
    pub no_need: Vec<String>,
    pub open_online: bool,
}

/// What to bring, what not, how long and how much.
pub(super) fn case_view(case: &Case, language: Language) -> CaseView {
    let (free, asked): (Vec<&RequiredPaper>, Vec<&RequiredPaper>) = case
        .papers
        .iter()
        .partition(|paper| paper.replaceable_by.is_some());
    CaseView {
        key: case.key.0.clone(),
        name: case.name.clone(),
        terms: case
            .terms
            .iter()
            .map(|own| TermsView {
                channels: channels(own, language),
                limit: limit(own.promised(), language),
                limit_stays: matches!(own.promised(), TimeLimit::None { .. }),
                reduced: own
                    .reduced
                    .as_ref()
                    .map_or_else(String::new, |less| reduced(&own.limit, less, language)),
                reduced_by: own
                    .reduced
                    .as_ref()
                    .map_or_else(String::new, |less| less.basis.clone()),
                reckon: wish::query(own.promised()),
                fees: fees(&own.fees, language),
                note: own.note.clone(),
            })
            .collect(),
        papers: asked
            .into_iter()
            .map(|paper| paper_view(paper, language))
            .collect(),
        no_need: free.into_iter().map(no_need).collect(),
        open_online: case.terms_for(Channel::Online).is_some(),
    }
}

fn paper_view(paper: &RequiredPaper, language: Language) -> PaperView {
    let how_many = how_many(paper, language);
    let (facts, situation) = match &paper.need {
        Need::Always => (how_many, ""),
        Need::When(situation) => (how_many, situation.as_str()),
        Need::Optional => {
            let may = may_be_added(language);
            (format!("{how_many}. {may}"), "")
        }
    };
    PaperView {
        name: paper.name.clone(),
        facts,
        situation: situation.to_owned(),
        form: paper.form.as_deref().map(form).unwrap_or_default(),
        declared_here: paper.is_declaration,
    }
}

/// A paper that nobody may ask for, and where the State reads it instead.
pub(super) fn no_need(paper: &RequiredPaper) -> String {
    match &paper.replaceable_by {
        Some(source) => format!("{} (đã có trong {source})", paper.name),
        None => paper.name.clone(),
    }
}

/// `Tại quầy, trực tuyến`.
pub(super) fn channels(terms: &Terms, language: Language) -> String {
    let names: Vec<String> = terms
        .channels
        .iter()
        .map(|channel| ground::channel_in(*channel, language).to_lowercase())
        .collect();
    capitalised(&names.join("; "))
}

/// `5 ngày làm việc`.
pub(crate) fn limit(limit: &TimeLimit, language: Language) -> String {
    match language {
        Language::Vietnamese => capitalised(&limit.show()),
        Language::English => english_limit(limit),
    }
}

/// What the law gives and what the province keeps instead, without the decision behind it.
pub(crate) fn reduced(legal: &TimeLimit, less: &ReducedLimit, language: Language) -> String {
    match language {
        Language::Vietnamese => format!(
            "Pháp luật cho {}; tỉnh cắt giảm còn {}",
            legal.show(),
            less.limit.show()
        ),
        Language::English => format!(
            "The law gives {}; the province reduced it to {}",
            english_limit(legal),
            english_limit(&less.limit)
        ),
    }
}

/// `5 working days`; why there is no limit is said in the words of the catalogue.
fn english_limit(limit: &TimeLimit) -> String {
    let count = |value: u64, one: &str, many: &str| Language::English.count(value, "", one, many);
    match limit {
        TimeLimit::WorkingDays(days) => count((*days).into(), "working day", "working days"),
        TimeLimit::WorkingHours { minutes } => match (minutes / 60, minutes % 60) {
            (hours, 0) => count(hours.into(), "working hour", "working hours"),
            (0, rest) => count(rest.into(), "working minute", "working minutes"),
            (hours, 30) => format!("{hours}.5 working hours"),
            (hours, rest) => format!("{hours} working hours and {rest} minutes"),
        },
        TimeLimit::WithinDay => "Within the day".to_owned(),
        TimeLimit::CalendarDays(days) => count((*days).into(), "day", "days"),
        TimeLimit::None { because } => because.clone(),
    }
}

/// The day of return if it were received now, and whether it rests on a calendar to come.
pub(super) fn expected(
    calendar: &WorkingCalendar,
    now: Now,
    limit: &TimeLimit,
    moment: Moment,
) -> Option<(DateTime, bool)> {
    let counted = deadline::promise(calendar, now.local(), limit, moment).ok()?;
    Some((counted.due, counted.provisional))
}

/// The fees, each with its sum, who need not pay, and the law behind it.
pub(super) fn fees(fees: &[Fee], language: Language) -> Vec<Fact> {
    fees.iter()
        .map(|fee| {
            let stays = match fee.amount {
                Amount::Fixed(_) | Amount::SetByProvince => Stays::Name,
                Amount::Words(_) => Stays::All,
            };
            Fact::new(&fee.name, fee_sum(fee, language))
                .source(fee_note(fee, language))
                .stays(stays)
        })
        .collect()
}

fn fee_sum(fee: &Fee, language: Language) -> String {
    // The unit has a Vietnamese name only: an English sum leaves it to the note.
    let per = match language {
        Language::Vietnamese if !fee.per.is_empty() => format!("/{}", fee.per),
        Language::Vietnamese | Language::English => String::new(),
    };
    match &fee.amount {
        Amount::Fixed(sum) if sum.is_zero() => language.say("Không thu", "Free").to_owned(),
        Amount::Fixed(sum) => format!("{}{per}", language.dong_short(sum.amount())),
        Amount::SetByProvince => language
            .say("Theo mức của tỉnh", "Set by the province")
            .to_owned(),
        Amount::Words(text) => text.clone(),
    }
}

/// Unit, exemptions and law in the words of the catalogue, which are Vietnamese everywhere.
fn fee_note(fee: &Fee, language: Language) -> String {
    let per = match language {
        Language::English if !fee.per.is_empty() => format!("Tính theo {}", fee.per),
        Language::Vietnamese | Language::English => String::new(),
    };
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
    let said: Vec<String> = [per, exempt, basis]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    said.join(". ")
}

/// Level that settles it.
pub(super) fn level(level: SettlingLevel, language: Language) -> &'static str {
    match level {
        SettlingLevel::Ministry => language.say("Cấp bộ", "Ministry"),
        SettlingLevel::Province => language.say("Cấp tỉnh", "Province"),
        SettlingLevel::District => language.say(
            "Cấp huyện (đến 30/06/2025)",
            "District (until 30 June 2025)",
        ),
        SettlingLevel::Commune => language.say("Cấp xã", "Commune"),
        SettlingLevel::Other => language.say("Cơ quan khác", "Another office"),
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
pub(super) fn online(procedure: &Procedure, language: Language) -> &'static str {
    match procedure.online_level {
        ServiceLevel::FullyOnline => language.say("Trực tuyến toàn trình", "Fully online"),
        ServiceLevel::PartlyOnline => language.say("Trực tuyến một phần", "Partly online"),
        ServiceLevel::InformationOnly => language.say("Nộp trực tiếp", "In person"),
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
pub(super) fn how_many(paper: &RequiredPaper, language: Language) -> String {
    let mut counts = Vec::new();
    if paper.originals > 0 {
        counts.push(originals(paper.originals.into(), language));
    }
    if paper.copies > 0 {
        counts.push(copies(paper.copies.into(), language));
    }
    let act = match paper.handing {
        Handing::Submit => language.say("Nộp", "Hand in"),
        Handing::Present => language.say("Xuất trình rồi mang về", "Show and take back"),
    };
    if counts.is_empty() {
        act.to_owned()
    } else {
        format!("{act} {}", counts.join(", "))
    }
}

/// `1 bản chính`.
pub(super) fn originals(count: u64, language: Language) -> String {
    language.count(count, "bản chính", "original", "originals")
}

/// `2 bản sao`.
pub(super) fn copies(count: u64, language: Language) -> String {
    language.count(count, "bản sao", "copy", "copies")
}

/// The form a paper is written on: `Mẫu: …`, unless its name says so itself.
pub(super) fn form(name: &str) -> String {
    if name.is_empty() || name.starts_with("Mẫu") {
        name.to_owned()
    } else {
        format!("Mẫu: {name}")
    }
}

/// When the paper is needed, and the situation in the words of the catalogue; both empty when it is
/// always.
pub(super) fn when_needed(paper: &RequiredPaper, language: Language) -> (&'static str, &str) {
    match &paper.need {
        Need::Always => ("", ""),
        Need::When(situation) => (language.say("Chỉ khi", "Only when:"), situation.as_str()),
        Need::Optional => (may_be_added(language), ""),
    }
}

fn may_be_added(language: Language) -> &'static str {
    language.say("Có thì nộp, không bắt buộc", "If you have it; not required")
}

/// What was charged, line by line.
pub(super) fn charges(dossier: &Dossier, rules: &Rulebook, language: Language) -> Vec<FeeLine> {
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
                sum: language.dong_short(charge.amount.amount()),
            }
        })
        .collect()
}
