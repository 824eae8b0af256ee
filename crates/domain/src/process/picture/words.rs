//! What a picture says, in the words of whoever reads a process, and how they are broken into lines.

use crate::people::Role;
use crate::process::check::MINUTES_A_DAY;
use crate::process::draft::{Again, Consult, Draft, Ending, RoleSaid, Step, Whom};
use crate::process::picture::{Node, Shape};
use crate::workflow::UnitRule;

/// Minutes of an hour.
const MINUTES_AN_HOUR: u64 = 60;

pub(super) const BEGIN: &str = "Bắt đầu";

pub(super) fn title(draft: &Draft) -> String {
    format!("Quy trình nội bộ: {}", draft.name)
}

/// The picture for whoever does not see it: how much there is, and the steps from top to bottom.
pub(super) fn description(draft: &Draft, nodes: &[Node]) -> String {
    let steps: Vec<&str> = nodes
        .iter()
        .filter(|node| matches!(node.shape, Shape::Step | Shape::Consult))
        .map(|node| node.name.as_str())
        .collect();
    format!(
        "Thời hạn giải quyết: {}. Có {} bước, từ trên xuống: {}.",
        draft.limit.show(),
        steps.len(),
        steps.join("; ")
    )
}

/// Who, how long, and what comes of it.
pub(super) fn step(step: &Step, role_name: fn(Role) -> &'static str) -> Vec<String> {
    let role = match &step.role {
        RoleSaid::Known(role) => role_name(*role),
        RoleSaid::Unknown(said) => said.as_str(),
    };
    let mut about = vec![
        format!("{role}, {}", unit(&step.unit)),
        minutes(step.minutes),
    ];
    let lists = [
        ("Kiểm tra", &step.checklist),
        ("Lập giấy", &step.makes),
        ("Ký giấy", &step.signs),
    ];
    for (what, list) in lists {
        if !list.is_empty() {
            about.push(format!("{what}: {}", list.join("; ")));
        }
    }
    about.extend(step.collects.iter().map(|fee| format!("Thu: {fee}")));
    about
}

/// Who is asked, how long, and what.
pub(super) fn consult(consult: &Consult) -> Vec<String> {
    let asked = consult.asks.iter().map(|asked| match &asked.whom {
        Whom::Unit(rule) => unit(rule),
        Whom::Outside(name) => name.clone(),
    });
    let asked: Vec<String> = asked.collect();
    let mut about = vec![
        format!("Hỏi {}", asked.join(", ")),
        minutes(consult.minutes),
    ];
    let questions = consult.asks.iter().flat_map(|asked| &asked.questions);
    about.extend(questions.cloned());
    about
}

pub(super) fn again(again: &Again) -> String {
    match again.at_most {
        Some(bound) => format!("Quay lại, nhiều nhất {bound} lần"),
        None => "Quay lại, chưa ghi nhiều nhất mấy lần".to_owned(),
    }
}

pub(super) fn ending(outcome: Ending) -> &'static str {
    match outcome {
        Ending::Granted => "Có kết quả",
        Ending::Declined => "Từ chối",
        Ending::Stopped => "Dừng giải quyết",
        Ending::Withdrawn => "Rút hồ sơ",
    }
}

fn unit(rule: &UnitRule) -> String {
    match rule {
        UnitRule::Desk => "nơi tiếp nhận".to_owned(),
        UnitRule::CompetentAgency => "cơ quan giải quyết".to_owned(),
        UnitRule::UnitBelow(suffix) => format!("đơn vị …-{suffix}"),
    }
}

fn minutes(minutes: u32) -> String {
    let minutes = u64::from(minutes);
    if minutes > 0 && minutes.is_multiple_of(MINUTES_A_DAY) {
        format!("{} ngày làm việc", minutes / MINUTES_A_DAY)
    } else if minutes > 0 && minutes.is_multiple_of(MINUTES_AN_HOUR) {
        format!("{} giờ làm việc", minutes / MINUTES_AN_HOUR)
    } else {
        format!("{minutes} phút làm việc")
    }
}

/// Breaks words into lines of so many characters; a word that is longer is broken, too.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, columns) {
            let length = piece.chars().count();
            let has_room = |line: &String| line.chars().count() + 1 + length <= columns;
            if lines.last().is_some_and(has_room)
                && let Some(line) = lines.last_mut()
            {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

fn pieces(word: &str, columns: usize) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    let pieces = characters.chunks(columns);
    pieces.map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_between_words_where_that_can_be() {
        let lines = wrap("Trả kết quả văn bản từ chối", 12);
        assert_eq!(lines, ["Trả kết quả", "văn bản từ", "chối"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert!(wrap("  ", 5).is_empty());
    }

    #[test]
    fn time_is_said_in_whole_days_and_hours_where_it_can_be() {
        assert_eq!(minutes(960), "2 ngày làm việc");
        assert_eq!(minutes(120), "2 giờ làm việc");
        assert_eq!(minutes(90), "90 phút làm việc");
        assert_eq!(minutes(0), "0 phút làm việc");
    }
}
