//! The words of the export: levels, applicants, channels, numbers of papers, steps.

use domain::people::ApplicantKind;
use domain::procedure::content::Part;
use domain::procedure::{Channel, SettlingLevel, ToMend};
use jiff::civil::Date;

use crate::reading::on_one_line;

/// The line to mend for an obligatory text that is empty.
pub(super) fn missing(field: &str, part: Part) -> ToMend {
    ToMend {
        field: field.to_owned(),
        text: String::new(),
        reason: "còn để trống".to_owned(),
        part: Some(part),
    }
}

pub(super) fn read_levels(text: &str, to_mend: &mut Vec<ToMend>) -> Vec<SettlingLevel> {
    let mut levels = Vec::new();
    for word in split_list(text) {
        let level = match word.to_lowercase().as_str() {
            "cấp bộ" => SettlingLevel::Ministry,
            "cấp tỉnh" => SettlingLevel::Province,
            "cấp huyện" => SettlingLevel::District,
            "cấp xã" => SettlingLevel::Commune,
            "cơ quan khác" => SettlingLevel::Other,
            _ => {
                to_mend.push(ToMend {
                    field: "metadata.cấp_thực_hiện".to_owned(),
                    text: word,
                    reason: "không rõ là cấp nào".to_owned(),
                    part: None,
                });
                continue;
            }
        };
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    levels
}

// The list is separated by commas, and some of its entries contain commas: whole phrases are
// looked for, the longest first.
const APPLICANTS: [(&str, ApplicantKind); 9] = [
    (
        "tổ chức (không bao gồm doanh nghiệp, htx)",
        ApplicantKind::Organisation,
    ),
    (
        "doanh nghiệp có vốn đầu tư nước ngoài",
        ApplicantKind::Organisation,
    ),
    ("người việt nam định cư ở nước ngoài", ApplicantKind::Person),
    ("cán bộ, công chức, viên chức", ApplicantKind::Person),
    ("tổ chức nước ngoài", ApplicantKind::Organisation),
    ("công dân việt nam", ApplicantKind::Person),
    ("người nước ngoài", ApplicantKind::Person),
    ("doanh nghiệp", ApplicantKind::Organisation),
    ("hợp tác xã", ApplicantKind::Organisation),
];

pub(super) fn read_applicants(text: &str, to_mend: &mut Vec<ToMend>) -> Vec<ApplicantKind> {
    let mut rest = on_one_line(text).to_lowercase();
    let mut kinds = Vec::new();
    for (phrase, kind) in APPLICANTS {
        if rest.contains(phrase) {
            rest = rest.replace(phrase, "");
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    kinds.sort_unstable();
    let unknown: Vec<String> = split_list(&rest);
    if !unknown.is_empty() {
        to_mend.push(ToMend {
            field: "content.đối_tượng_thực_hiện".to_owned(),
            text: text.to_owned(),
            reason: format!("không rõ “{}” là cá nhân hay tổ chức", unknown.join(", ")),
            part: None,
        });
    }
    kinds
}

pub(super) fn read_channel(text: &str, place: &str, to_mend: &mut Vec<ToMend>) -> Option<Channel> {
    match on_one_line(text).to_lowercase().as_str() {
        "trực tiếp" => Some(Channel::Desk),
        "trực tuyến" => Some(Channel::Online),
        "dịch vụ bưu chính" => Some(Channel::Post),
        _ => {
            to_mend.push(ToMend {
                field: place.to_owned(),
                text: text.to_owned(),
                reason: "không rõ là kênh nộp nào".to_owned(),
                part: Some(Part::Channels),
            });
            None
        }
    }
}

/// The parts of a list separated by commas, semicolons or line ends.
pub(super) fn split_list(text: &str) -> Vec<String> {
    text.split([',', ';', '\n'])
        .map(on_one_line)
        .filter(|part| !part.is_empty())
        .collect()
}

/// `Bản chính: 1` and `Bản sao: 0`, on two lines or one.
pub(super) fn read_counts(text: &str) -> Option<(u8, u8)> {
    let lower = on_one_line(text).to_lowercase();
    let after = |label: &str| {
        let (_, rest) = lower.split_once(label)?;
        let digits: String = rest
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
    };
    Some((after("bản chính:")?, after("bản sao:")?))
}

/// A day written `31-12-2016`.
pub(super) fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let year = parts.next()?.parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// One entry a line, and one a `Bước n` within a line.
pub(super) fn split_steps(text: &str) -> Vec<String> {
    let mut steps = Vec::new();
    for line in text.lines() {
        let mut from = 0;
        for (at, _) in line.match_indices("Bước ") {
            let follows = line.get(at..).unwrap_or_default();
            if at > from && is_step_heading(follows) {
                steps.push(on_one_line(line.get(from..at).unwrap_or_default()));
                from = at;
            }
        }
        steps.push(on_one_line(line.get(from..).unwrap_or_default()));
    }
    steps.retain(|step| !step.is_empty());
    steps
}

fn is_step_heading(text: &str) -> bool {
    let rest = text.trim_start_matches("Bước ");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0
        && rest
            .get(digits..)
            .is_some_and(|after| after.trim_start().starts_with(['.', ':']))
}

#[cfg(test)]
mod tests {
    use domain::people::ApplicantKind;

    use super::{read_applicants, read_counts, read_date, split_steps};

    #[test]
    fn an_entry_with_a_comma_inside_is_one_applicant() {
        let mut to_mend = Vec::new();
        let kinds = read_applicants(
            "Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX)",
            &mut to_mend,
        );
        assert_eq!(kinds, [ApplicantKind::Person, ApplicantKind::Organisation]);
        assert_eq!(to_mend, []);
    }

    #[test]
    fn an_unknown_applicant_is_listed_and_the_known_ones_stay() {
        let mut to_mend = Vec::new();
        let kinds = read_applicants("Công dân Việt Nam, Thú cưng", &mut to_mend);
        assert_eq!(kinds, [ApplicantKind::Person]);
        assert!(to_mend[0].reason.contains("thú cưng"));
    }

    #[test]
    fn steps_within_one_line_are_parted() {
        let steps = split_steps("Bước 1. Nộp đơn. Bước 2: Xem xét.\nGhi chú ở Bước 2 nêu trên");
        assert_eq!(
            steps,
            [
                "Bước 1. Nộp đơn.",
                "Bước 2: Xem xét.",
                "Ghi chú ở Bước 2 nêu trên"
            ]
        );
    }

    #[test]
    fn counts_and_dates_are_read_or_nothing() {
        assert_eq!(read_counts("Bản chính: 2\nBản sao: 1"), Some((2, 1)));
        assert_eq!(read_counts("Bản chính: hai"), None);
        assert_eq!(
            read_date("31-12-2016"),
            Some(jiff::civil::date(2016, 12, 31))
        );
        assert_eq!(read_date("31-02-2016"), None);
    }
}
