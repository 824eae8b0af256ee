//! Cases with their terms, fees and papers.

use std::collections::BTreeSet;
use std::str::FromStr;

use domain::calendar::time_limit::{NotATimeLimit, TimeLimit};
use domain::money::Dong;
use domain::procedure::fee::{Amount, Fee, FeeKey, FeeKind};
use domain::procedure::paper::{Handing, Need, PaperKey, RequiredPaper};
use domain::procedure::reduced::ReducedLimit;
use domain::procedure::{Case, CaseKey, Channel, Terms};
use serde_json::Value;

use crate::reading::{Problem, Table};

const CHANNELS: &str = "desk, online, post";
const FEE_KINDS: &str = "service_fee, statutory_charge";
const HANDINGS: &str = "submit, present";
const LIMIT: &str =
    "cần ghi như “5 working days”, “8 working hours”, “10 calendar days” hoặc “within day”";

/// The word that stands for an amount which the province's council sets.
pub(super) const SET_BY_PROVINCE: &str = "province";

pub(super) fn read_cases(file: &mut Table, problems: &mut Vec<Problem>) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let place = file.at("cases");
    for mut entry in file.tables("cases", problems) {
        let key = CaseKey(read_key(&mut entry, problems));
        if cases.iter().any(|case| case.key == key) {
            let reason = format!("đã có trường hợp khác mang khóa “{}”", key.0);
            problems.push(Problem::new(entry.at("key"), reason));
        }
        let name = entry.needed_text("name", problems);
        let terms = read_terms(&mut entry, problems);
        let papers = read_papers(&mut entry, problems);
        entry.finish(problems);
        cases.push(Case {
            key,
            name,
            terms,
            papers,
        });
    }
    if cases.is_empty() {
        problems.push(Problem::new(
            place,
            "cần ít nhất một trường hợp ([[cases]])",
        ));
    }
    cases
}

/// A key of lower-case letters, digits and hyphens.
pub(super) fn read_key(entry: &mut Table, problems: &mut Vec<Problem>) -> String {
    let key = entry.needed_text("key", problems);
    let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !key.bytes().all(sound) {
        let reason = format!("khóa “{key}” chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối");
        problems.push(Problem::new(entry.at("key"), reason));
    }
    key
}

fn read_terms(case: &mut Table, problems: &mut Vec<Problem>) -> Vec<Terms> {
    let mut all = Vec::new();
    let mut taken: BTreeSet<Channel> = BTreeSet::new();
    let place = case.at("terms");
    for mut entry in case.tables("terms", problems) {
        let channels: Vec<Channel> = entry.words("channels", CHANNELS, problems);
        if channels.is_empty() {
            problems.push(Problem::new(
                entry.at("channels"),
                "cần ít nhất một kênh nộp",
            ));
        }
        for channel in &channels {
            if !taken.insert(*channel) {
                let reason = "một kênh nộp chỉ có một thời hạn trong mỗi trường hợp";
                problems.push(Problem::new(entry.at("channels"), reason));
            }
        }
        let limit = read_limit(&mut entry, problems);
        let reduced = read_reduced(&mut entry, limit.as_ref(), problems);
        let note = entry.text("note", problems);
        let fees = read_fees(&mut entry, problems);
        entry.finish(problems);
        all.extend(limit.map(|limit| Terms {
            channels,
            limit,
            reduced,
            fees,
            note,
        }));
    }
    if all.is_empty() && taken.is_empty() {
        problems.push(Problem::new(
            place,
            "cần ít nhất một mục kênh nộp và thời hạn",
        ));
    }
    all
}

fn read_limit(entry: &mut Table, problems: &mut Vec<Problem>) -> Option<TimeLimit> {
    if let Some(because) = entry.optional_text("no_limit_because", problems) {
        if entry.take("limit").is_some() {
            let reason = "chỉ ghi một trong hai: limit hoặc no_limit_because";
            problems.push(Problem::new(entry.at("limit"), reason));
        }
        return Some(TimeLimit::None { because });
    }
    let Limit(limit) = entry.needed("limit", LIMIT, problems)?;
    Some(limit)
}

/// What the province keeps instead, which is shorter, and the decision that says so.
fn read_reduced(
    entry: &mut Table,
    legal: Option<&TimeLimit>,
    problems: &mut Vec<Problem>,
) -> Option<ReducedLimit> {
    let place = entry.at("reduced_limit");
    let basis = entry.optional_text("reduced_by", problems);
    let Some(text) = entry.optional_text("reduced_limit", problems) else {
        if basis.is_some() {
            let reason = "có căn cứ cắt giảm nhưng chưa ghi thời hạn đã cắt giảm";
            problems.push(Problem::new(place, reason));
        }
        return None;
    };
    if basis.is_none() {
        let reason = "cần ghi số, ký hiệu quyết định cắt giảm thời hạn";
        problems.push(Problem::new(entry.at("reduced_by"), reason));
    }
    let Ok(Limit(limit)) = text.parse::<Limit>() else {
        let reason = format!("không đọc được “{text}”; {LIMIT}");
        problems.push(Problem::new(place, reason));
        return None;
    };
    match legal.map(|legal| limit.is_shorter_than(legal)) {
        None | Some(Some(true)) => {}
        Some(Some(false)) => problems.push(Problem::new(
            place,
            "thời hạn đã cắt giảm phải ngắn hơn thời hạn theo quy định (limit)",
        )),
        Some(None) => problems.push(Problem::new(
            place,
            "thời hạn đã cắt giảm phải cùng đơn vị với thời hạn theo quy định (limit) để so được",
        )),
    }
    Some(ReducedLimit {
        limit,
        basis: basis?,
    })
}

/// A limit as files write it: what the command line takes, and minutes of work.
struct Limit(TimeLimit);

impl FromStr for Limit {
    type Err = NotATimeLimit;

    fn from_str(text: &str) -> Result<Self, NotATimeLimit> {
        let minutes = text
            .strip_suffix("working minutes")
            .map(|number| number.trim().parse());
        match minutes {
            Some(Ok(minutes)) if minutes > 0 => Ok(Self(TimeLimit::WorkingHours { minutes })),
            Some(Ok(_)) => Err(NotATimeLimit::Nothing),
            Some(Err(_)) | None => text.parse().map(Self),
        }
    }
}

fn read_fees(terms: &mut Table, problems: &mut Vec<Problem>) -> Vec<Fee> {
    let mut fees: Vec<Fee> = Vec::new();
    for mut entry in terms.tables("fees", problems) {
        let key = FeeKey(read_key(&mut entry, problems));
        if fees.iter().any(|fee| fee.key == key) {
            let reason = format!("đã có khoản thu khác mang khóa “{}”", key.0);
            problems.push(Problem::new(entry.at("key"), reason));
        }
        let kind: Option<FeeKind> = entry.word("kind", FEE_KINDS, problems);
        if kind.is_none() {
            problems.push(Problem::new(
                entry.at("kind"),
                format!("cần ghi một trong: {FEE_KINDS}"),
            ));
        }
        let fee = Fee {
            key,
            kind: kind.unwrap_or(FeeKind::ServiceFee),
            name: entry.needed_text("name", problems),
            amount: read_amount(&mut entry, problems),
            per: entry.text("per", problems),
            exempt: entry.texts("exempt", problems),
            basis: entry.text("basis", problems),
        };
        entry.finish(problems);
        fees.push(fee);
    }
    fees
}

fn read_amount(entry: &mut Table, problems: &mut Vec<Problem>) -> Amount {
    if let Some(words) = entry.optional_text("amount_in_words", problems) {
        return Amount::Words(words);
    }
    match entry.take("amount") {
        Some(Value::String(word)) if word == SET_BY_PROVINCE => Amount::SetByProvince,
        Some(Value::Number(number)) if number.as_u64().is_some() => {
            Amount::Fixed(Dong::new(number.as_u64().unwrap_or_default()))
        }
        Some(_) | None => {
            let reason = format!(
                "cần ghi số tiền bằng đồng, viết liền như 20000, hoặc \"{SET_BY_PROVINCE}\" khi mức \
                 thu do tỉnh quyết định"
            );
            problems.push(Problem::new(entry.at("amount"), reason));
            Amount::SetByProvince
        }
    }
}

fn read_papers(case: &mut Table, problems: &mut Vec<Problem>) -> Vec<RequiredPaper> {
    let mut papers: Vec<RequiredPaper> = Vec::new();
    for mut entry in case.tables("papers", problems) {
        let key = PaperKey(read_key(&mut entry, problems));
        if papers.iter().any(|paper| paper.key == key) {
            let reason = format!("đã có giấy tờ khác mang khóa “{}”", key.0);
            problems.push(Problem::new(entry.at("key"), reason));
        }
        let paper = RequiredPaper {
            key,
            code: entry.optional_text("code", problems),
            name: entry.needed_text("name", problems),
            originals: entry.number("originals", problems).unwrap_or(0),
            copies: entry.number("copies", problems).unwrap_or(0),
            handing: entry
                .word("handing", HANDINGS, problems)
                .unwrap_or(Handing::Submit),
            need: read_need(&mut entry, problems),
            form: entry.optional_text("form", problems),
            replaceable_by: entry.optional_text("replaceable_by", problems),
            is_declaration: entry.yes_no("declaration", false, problems),
        };
        entry.finish(problems);
        papers.push(paper);
    }
    papers
}

fn read_need(entry: &mut Table, problems: &mut Vec<Problem>) -> Need {
    let when = entry.optional_text("when", problems);
    let optional = entry.yes_no("optional", false, problems);
    match (when, optional) {
        (None, false) => Need::Always,
        (None, true) => Need::Optional,
        (Some(when), false) => Need::When(when),
        (Some(_), true) => {
            let reason = "chỉ ghi một trong hai: when hoặc optional";
            problems.push(Problem::new(entry.at("optional"), reason));
            Need::Optional
        }
    }
}
